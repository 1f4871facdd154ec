# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# awk -v key=KEY -f envfile.awk FILE: prints the last value of KEY in an environment file as Compose reads it: quotes,
# escapes, comments, values of several lines, export, CRLF, BOM. A value that needs another variable is refused.

# Up to the closing quote, over as many lines as it takes; what follows it is ignored.
function quoted(text, quote,    out, c, next_c) {
    out = ""
    for (;;) {
        while (text != "") {
            c = substr(text, 1, 1); next_c = substr(text, 2, 1); text = substr(text, 2)
            if (c == quote) return out
            if (c == "\\" && quote == "'" && next_c == "'") { c = "'"; text = substr(text, 2) }
            if (quote == "\"" && (c == "\\" || c == "$")) {
                if (c == "\\" && next_c == "n") { c = "\n"; text = substr(text, 2) }
                else if (c == "\\" && next_c == "t") { c = "\t"; text = substr(text, 2) }
                else if (c == "\\" && index("\\\"$", next_c) && next_c != "") { c = next_c; text = substr(text, 2) }
                else if (c == "$") { if (next_c == "$") text = substr(text, 2); else needs(next_c) }
            }
            out = out c
        }
        if ((getline text) <= 0) { unclosed = 1; return out }
        sub(/\r$/, "", text)
        out = out "\n"
    }
}

function bare(text,    out, at) {
    if (text ~ /^#/) return ""
    if (at = index(text, " #")) text = substr(text, 1, at - 1)
    sub(/[ \t]+$/, "", text)
    out = ""
    while (at = index(text, "$")) {
        if (substr(text, at + 1, 1) != "$") needs(substr(text, at + 1, 1))
        out = out substr(text, 1, at)
        text = substr(text, at + (substr(text, at + 1, 1) == "$" ? 2 : 1))
    }
    return out text
}

function needs(c) { if (c ~ /[A-Za-z_{]/) interpolated = 1 }

{ sub(/\r$/, "") }
NR == 1 { sub(/^\357\273\277/, "") }
match($0, /^[ \t]*(export[ \t]+)?[A-Za-z_][A-Za-z0-9_.]*[ \t]*[=:]/) {
    name = substr($0, 1, RLENGTH - 1)
    text = substr($0, RLENGTH + 1)
    sub(/^[ \t]*(export[ \t]+)?/, "", name); sub(/[ \t]+$/, "", name); sub(/^[ \t]+/, "", text)
    interpolated = unclosed = 0
    first = substr(text, 1, 1)
    read = first == "'" || first == "\"" ? quoted(substr(text, 2), first) : bare(text)
    if (name == key) { value = read; refused = interpolated ? "it uses another variable" : unclosed ? "its quote is not closed" : "" }
}
END {
    if (refused != "") { print key ": " refused "; write the value itself, in single quotes" >"/dev/stderr"; exit 1 }
    printf "%s", value
}

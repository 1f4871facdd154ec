# SPDX-FileCopyrightText: 2026 BouncePro Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Passes a plain dump of pg_dump on, without its \restrict and \unrestrict lines, which an older psql does not know.
# Exit code 65 where the dump is not whole, or has a command for psql: \connect would lead it into another database.
# Text in quotes, function bodies and rows may hold anything. This guards against accidents; a dump is SQL that a
# superuser runs, and a hostile one needs no backslash.

function refuse(why) { print "line " NR ": " why >"/dev/stderr"; refused = 1; exit 65 }

# Follows quotes and comments through a line.
function follow(rest,    at) {
    while (rest != "") {
        if (quote == "") {
            if (!match(rest, /['"\\]|\$([A-Za-z_][A-Za-z0-9_]*)?\$|--|\/\*/)) return
            quote = substr(rest, RSTART, RLENGTH)
            rest = substr(rest, RSTART + RLENGTH)
            if (quote == "--") { quote = ""; return }
            if (quote == "\\") refuse("a command for psql, such as pg_dump writes with --create; restore it by hand")
            if (quote == "/*") quote = "*/"
        } else {
            if (!(at = index(rest, quote))) return
            rest = substr(rest, at + length(quote))
            quote = ""
        }
    }
}

rows { print; if ($0 == "\\.") rows = 0; next }
quote == "" && /^\\(un)?restrict [A-Za-z0-9]+$/ { next }
{ print }
quote == "" && /^(--)?$/ { next }
quote == "" && $0 == "-- PostgreSQL database dump complete" { ended = 1; next }
{
    ended = 0
    if (quote == "" && /^COPY /) copy = 1
    follow($0)
    if (quote == "" && /;$/) { rows = copy && / FROM stdin;$/; copy = 0 }
}
END {
    if (refused) exit 65
    if (!ended || rows || quote != "") { print "it ends before the end mark of pg_dump" >"/dev/stderr"; exit 65 }
}

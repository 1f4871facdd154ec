// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/environmentcases.h"

#include <random>

namespace bouncepro {

namespace {

// One a rule of the grammar, or a corner of it.
const char *const written[] = {
    // Names, separators, export.
    "KEY\n",
    "A=1\nKEY\n",
    "KEY",
    "A=1\nKEY",
    "KEY ",
    "export KEY\n",
    "export KEY",
    "export A=1\n",
    "export\tA=1\n",
    "export\nA=1\n",
    "export",
    "export ",
    "export=1\n",
    "exportA=1\n",
    "export export A=1\n",
    "export  A = 1\n",
    "A B=1\n",
    "A\tB=1\n",
    "A =1\n",
    "A\t:\t1\n",
    " A=1\n",
    "\tA=1\n",
    "=1\n",
    "=",
    "A=1\n=2\n",
    "A==b\n",
    "A:=b\n",
    "A: b\n",
    "A:b\n",
    "A : 'b'\n",
    "A-B=1\n",
    "A.B=1\n",
    "A[0]=1\n",
    "1A=1\n",
    "A+=1\n",
    "A B\n",
    "A B\nC=1\n",
    "\"A\"=1\n",
    "A!=1\n",
    "\xc3\xa9=1\n",
    "A\xff=1\n",
    "A\xc2\xa0=1\n",
    "A\xe3\x80\x80=1\n",
    "\xc2\xbd=1\n",
    // Byte order mark, line breaks, blanks.
    "\xef\xbb\xbf"
    "A=1\n",
    "\xef\xbb\xbf\xef\xbb\xbf"
    "A=1\n",
    "A=1\r\nB=2\r\n",
    "A=1\rB=2\n",
    "A=\r\nB=1\r\n",
    "A\r\nB=1\r\n",
    "A=x #c\r\nB=1\r\n",
    "A=\"x\"\r\nB='y'\r\n",
    "A=\"1\r\n2\"\r\nB=2\r\n",
    "A=1",
    "A=1\n\n\nB=2\n\n",
    "\n\n",
    " \n\t\n",
    "A=1 \xc2\xa0\n",
    "A=\xc2\xa0"
    "1\n",
    "A=1\xe3\x80\x80\n",
    "A=\xe3\x80\x80"
    "1\n",
    "\xc2\xa0"
    "A=1\n",
    "\xe3\x80\x80"
    "A=1\n",
    "A=1\xe2\x80\xa8\n",
    "A=1\xc2\x85\n",
    "A=\v1\n",
    "A=1\vB=2\n",
    "\vA=1\n",
    "A=  x  y  \n",
    // Bare values and comments.
    "A=\n",
    "A=\nB=1\n",
    "A= \nB=1\n",
    "A:\nB=1\n",
    "A=abc # n\n",
    "A=abc#def\n",
    "A=a\t#b\n",
    "A=a# b\n",
    "A=#b\n",
    "A= #b\n",
    "A=   # note\n",
    "A=\t# note\n",
    "A=x # y # z\n",
    "A=1 #\n",
    "A= #\n",
    "# c",
    " # c\nA=1\n",
    "#A=1\nB=2\n",
    "# c\rA=1\n",
    "A=a b\n",
    "A=x\"y\"\n",
    "A=x'y\n",
    "A=`x`\n",
    "A=\\n\n",
    "A=a\\\nB=1\n",
    "A=\xff\n",
    "A=\xc3\xa9 \xe2\x82\xac\n",
    // Single quotes.
    "A='x'\n",
    "A=''\n",
    "A='pa$word'\n",
    "A='it\\'s'\n",
    "A='a\\\\'\n",
    "A='a\\'\n",
    "A='a\\\\b'\n",
    "A='a\\nb'\n",
    "A='a\nb'\n",
    "A='\n\n'\nB=1\n",
    "A='x''y'\n",
    "A='x'y\nB=1\n",
    "A='x' # c\n",
    "A='x'#c\n",
    "A='x\n",
    "A='a # b'\n",
    "A='\\\"'\n",
    "A='a\\",
    "A='${B}'\n",
    "A= 'x' \n",
    "A='x' B='y'\n",
    "A=' x '\n",
    "A='\xff'\n",
    // Double quotes and their escapes.
    "A=\"x\"\n",
    "A=\"\"\n",
    "A=\"x\"B=2\n",
    "A=\"x\"\tB=2 C=3\n",
    "A=\"x\" B=2 C\nD=1\n",
    "A=\"x\" C\nD=1\n",
    "A=\"x\"y\n",
    "A=\"x\"y\nB=1\n",
    "A=\"x\" # c\n",
    "A=\"x\"#c\n",
    "A=\"x\n",
    "A=\"x\n\ny",
    "A=\"a\nb\"\n",
    "A=\"a\\nb\\tc\\rd\"\n",
    "A=\"\\a\\b\\f\\v\\c\\x\\e\"\n",
    "A=\"a\\\\b\"\n",
    "A=\"\\\"\"\n",
    "A=\"\\'\"\n",
    "A=\"a\\\\\"\n",
    "A=\"\\\"x\\\\\"\n",
    "A=\"\\0101\\0\\01\\012\\0777\\0377\\0200\"\n",
    "A=\"\\0189\"\n",
    "A=\"\\00411\"\n",
    "A=\"\\0140\"\n",
    "A=\"\\044{B}\"\n",
    "A=\"\\0044{B}\"\n",
    "A=\"\\x41\\u0041\"\n",
    "A=\"\\\n\"\n",
    "A=\"a\\",
    "A=\"a\\\n",
    "A=\"a\\\\n\"\n",
    "A=\"a # b\"\n",
    "A=\"\xff\"\n",
    "A=\"x\"\xe2\x80\xa8"
    "B=2\n",
    "A=\"x\" \"y\"\n",
    "A=\"$\n\"\nB=\"x$\"\n",
    // References.
    "A=$B\n",
    "A=${B}\n",
    "A=${B\n",
    "A=$B}\n",
    "A=${}\n",
    "A=$\n",
    "A=a$\n",
    "A=$1\n",
    "A=${1}\n",
    "A=$-\n",
    "A=$$\n",
    "A=pa$$word\n",
    "A=$$$$B\n",
    "B=1\nA=$$$B\n",
    "A=${B:-x}\n",
    "A=${B-x}\n",
    "A=${B:+x}\n",
    "A=${B+x}\n",
    "A=${B:?no}\n",
    "A=${B?no}\n",
    "A=${B:?}\n",
    "A=${B?}\n",
    "A=${B:=x}\n",
    "A=${B=x}\n",
    "A=${B!x}\n",
    "A=${B/x/y}\n",
    "A=${B:-}\n",
    "A=${B:}\n",
    "A=${B:-${C:-d}}\n",
    "A=${B:-${C}\n",
    "A=${B:-$C}\n",
    "A=${B:-a}b}\n",
    "A=${B:-{}}\n",
    "A=${B:-x} ${C:-y}\n",
    "A=${B} ${C:-y}\n",
    "A=${B:-x}$$y\n",
    "A=${ B}\n",
    "A=${B }\n",
    "A=${B.C}\n",
    "B=1\nA=$b\n",
    "B=1\nA=${B:-${C}\n",
    "B=1\nA=${B:-${C:?x}}\n",
    "B=1\nA=${B:+${C:?x}}\n",
    "A=${C+${D:?}}\n",
    "B=1\nA=${B:-${}}\n",
    "B=1\nA=${B?${C}}\n",
    "B=\nA=${B:-x}${B-x}${B:+x}${B+x}\n",
    "B=1\nA=${B:-x}${B-x}${B:+x}${B+x}${B:?x}${B?x}\n",
    "B=\nA=${B?x}\n",
    "B=\nA=${B:?x}\n",
    "A=${B:-\"x\"}\n",
    "A=\"${B:-x\ny}\"\n",
    "A=\"${B:-x}\n}\"\n",
    "B=1\nA=\"$B\"\n",
    "B=1\nA=\"\\$B\"\n",
    "B=1\nA=\"\\\\$B\"\n",
    "B=1\nA=\"\\\\\\$B\"\n",
    "B=1\nA=\\$B\n",
    "A=${B:-x # y}\n",
    "A=\"${B:-x # y}\"\n",
    "A=\"\\$$B\"\n",
    "A=${B:-a:-b}\n",
    "A=${B-a:-b}\n",
    "A=${B:-a?b}\n",
    "A=${B:-a}?\n",
    "A=$B?\n",
    "A=$B:-x\n",
    "A=${B:-\xc3\xa9}\n",
    "A=${\xc3\xa9}\n",
    "A=$\xc3\xa9\n",
    "A=${B:-x}}\n",
    "A={${B:-x}}\n",
    "A=${B:-${C:-x}y}z${D:-w}\n",
    "A=$_ ${_}\n",
    "A=${B:-${C:-${D:-deep}}}\n",
    "A=${B:-x}${C:?y}\n",
    "A=${B:-$}}\n",
    "A=${B:-$$}\n",
    "A=${B:-x}${\n",
    "A=${B:-x}$\n",
    "B=$A\nA=1\nC=$A\n",
    "A=1\nA=${A}2\n",
    "A=1\nA=2\nB=$A\n",
    "A=$B\nB=\"x\"C=$B\n",
    "A=1\nA\nB=$A\n",
    "A\nB=${A-unset}\n",
    "\xe2\x84\xaa=1\nB=${\xe2\x84\xaa}\nC=$\xc5\xbf\n",
    "A=\"${B:-a\xff"
    "b}\"\n",
    "OUTER\nA=$OUTER\n",
    "OUTER=1\nA=$OUTER\n",
    "OUTER_EMPTY=1\nA=${OUTER_EMPTY:-x}\nB=${OUTER_EMPTY-x}\n",
    "A=${OUTER:?x}\nOUTER=2\n",
    // As people write them.
    "# BouncePro\n\n# ---- General ----\nDOMAIN=bouncepro.example\n#LOG_LEVEL=info\n\n# ---- Database ----\n"
    "POSTGRES_USER=bouncepro\nPOSTGRES_PASSWORD='s3cr3t p@ss'   # rotated in May\n"
    "DATABASE_URI=postgresql://${POSTGRES_USER}:${POSTGRES_PASSWORD:?}@postgres:5432/bouncepro\n",
    "JWT_KEY=\"-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQ==\n-----END PRIVATE KEY-----\n\"\nNEXT=1\n",
    "export A=1\nexport B='two words'\nexport C=\"$A and $B\"\n",
    "A=1\n  B=2\n\tC=3\n",
    "JSON='{\"a\": [1, 2], \"b\": \"$c\"}'\n",
    "URL=https://user:p%40ss@host:5432/db?x=1&y=2#frag\n",
    "PRICE=$$5\nREGEX=^a$\n",
    "yaml: value\nother : 'x'\n",
};

class Generator
{
public:
    QByteArray tidy() // as people and programs leave them
    {
        const QByteArray lineBreak = chance(4) ? "\r\n" : "\n";
        QByteArray text = chance(8) ? "\xef\xbb\xbf" : "";
        for (int lines = 1 + pick(12); lines > 0; --lines) {
            switch (pick(7)) {
            case 0:
                text += pick(
                    {"# a comment", "#", "  # indented", "#OFF=1", "# ---- Group ----", "# it's a \"quote\" ${X:?}"});
                break;
            case 1:
                text += pick({"", "  ", "\t"});
                break;
            default:
                text += pick({"", "", "", "export ", "  "}) + pick({"A", "B", "C", "DOMAIN", "SMTP_PASSWORD", "X1"}) +
                        pick({"=", "=", "=", " = ", ": ", ":"}) + value() + pick({"", "", "", " # note", " ", " #"});
            }
            text += lineBreak;
        }
        if (chance(5))
            text.chop(lineBreak.size());
        return text;
    }

    QByteArray wild() // characters that mean something, in any order
    {
        QByteArray text;
        for (int size = 1 + pick(30); size > 0; --size)
            text += pick({"A",     "B",    "C",   "=",   "=",  "=", "\n", "\n",   "\"", "'",
                          "\\",    "$",    "{",   "}",   ":",  "-", "?",  " ",    "#",  "x",
                          "${B:-", "${A}", "\\n", "\\$", "$$", "1", "+",  "\r\n", "\t", "export "});
        return text;
    }

private:
    QByteArray value()
    {
        QByteArray inner;
        for (int size = pick(6); size > 0; --size)
            inner += pick({"a", "secret", "0", "/", "+", "=", ":", "@", "$A", "${B}", "${C:-d}", "$$", "-", "\\\\",
                           " w ", "%20"});
        switch (pick(4)) {
        case 0:
            return '\'' + inner + pick({"", "#", "\n", "\\'"}) + '\'';
        case 1:
            return '"' + inner + pick({"", "\\\"", "\\n", "\n", "\\$", " # "}) + '"';
        default:
            return inner.trimmed();
        }
    }
    int pick(int below) { return int(m_random() % unsigned(below)); }
    bool chance(int oneIn) { return pick(oneIn) == 0; }
    QByteArray pick(std::initializer_list<const char *> from) { return from.begin()[pick(int(from.size()))]; }

    std::mt19937 m_random{20261127}; // gives the same numbers everywhere
};

} // namespace

QList<QByteArray> environmentCases()
{
    QList<QByteArray> cases;
    for (const char *text : written)
        cases << QByteArray(text);
    cases << QByteArray("\0A=1", 4) << QByteArray("A=a\0b", 5) << QByteArray("A=1\0", 4);
    Generator generator;
    for (int i = 0; i < 220; ++i)
        cases << generator.tidy();
    for (int i = 0; i < 180; ++i)
        cases << generator.wild();
    return cases;
}

QList<QByteArray> hardValues()
{
    QList<QByteArray> values{"",
                             "plain",
                             "two words",
                             " ",
                             " x ",
                             "it's",
                             "'",
                             "''",
                             "\"",
                             "\"quoted\"",
                             "pa$word",
                             "pa$$word",
                             "$",
                             "${X}",
                             "${X:?no}",
                             "a\\",
                             "a\\\\",
                             "\\",
                             "\\\\",
                             "\\n",
                             "a\\nb",
                             "a\\'b",
                             "#",
                             "a #b",
                             "a#b",
                             "`id`",
                             "it's `id`",
                             "a\nb",
                             "\n",
                             "a\n",
                             "it's\na",
                             "a\r\nb",
                             "\r",
                             "\t",
                             "a\tb",
                             "!",
                             "a!b",
                             "~",
                             "~/x",
                             "*",
                             "(a)",
                             "a;b",
                             "a&b",
                             "a|b",
                             "<a>",
                             "a=b",
                             "=",
                             "a:b",
                             "https://u:p%40@h/x?y=1&z=2#f",
                             "\xc3\xa9\xe2\x82\xac",
                             "\xf0\x9f\x94\x91",
                             "-n",
                             "-e",
                             "\\0101",
                             "\\$x",
                             "\\\"",
                             "'\"$`\\",
                             "'$`",
                             "{\"a\": \"it's\"}",
                             "a\\\\\\",
                             "'a\\",
                             "$(id)",
                             "'$(id)'",
                             "%s",
                             "\x01",
                             "\xc2\xa0x\xc2\xa0",
                             "-----BEGIN KEY-----\nAb+/=\n-----END KEY-----\n"};
    std::mt19937 random(7);
    const QByteArray alphabet = "ab1'\"$`\\ #{}!\n=:-\t/&;";
    for (int i = 0; i < 400; ++i) {
        QByteArray value;
        for (unsigned size = random() % 12; size > 0; --size)
            value += alphabet[qsizetype(random() % unsigned(alphabet.size()))];
        values << value;
    }
    return values;
}

} // namespace bouncepro

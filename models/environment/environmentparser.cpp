// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentparser.h"
#include "models/environment/interpolation.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>

namespace bouncepro {

namespace {

constexpr qsizetype longestValue = 1 << 20; // Linux hands 128 KiB to a program
constexpr qsizetype allValues = 32 << 20;   // what references may blow a file up to

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentDocument", text);
}

struct Character
{
    char32_t code = 0;
    qsizetype size = 0; // in bytes; 0 at the end of the text
};

Character characterAt(const QByteArray &text, qsizetype at)
{
    if (at >= text.size())
        return {};
    const auto byte = [&](qsizetype i) { return at + i < text.size() ? uchar(text[at + i]) : uchar(0); };
    const uchar first = byte(0);
    if (first < 0x80)
        return {first, 1};
    const int size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    char32_t code = first & (0x7f >> size);
    for (int i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return {0xfffd, 1};
        code = (code << 6) | (byte(i) & 0x3f);
    }
    static constexpr char32_t least[] = {0x80, 0x800, 0x10000};
    if (first < 0xc2 || first > 0xf4 || code < least[size - 2] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        return {0xfffd, 1};
    return {code, size};
}

// The blanks within a line that Compose knows.
bool isBlank(char32_t c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r' || c == 0x85 || c == 0xa0;
}

// White space as Unicode has it, line breaks too.
bool isSpace(char32_t c)
{
    return isBlank(c) || c == '\n' || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
           c == 0x202f || c == 0x205f || c == 0x3000;
}

bool isOneOf(const char *characters, char32_t c)
{
    return c && c < 0x80 && strchr(characters, int(c));
}

class Parser
{
public:
    Parser(const QByteArray &text, const QHash<QString, QByteArray> &around) : m_text(text), m_around(around) {}

    ParsedEnvironment run()
    {
        qsizetype at = m_first;
        while ((at = nextStatement(at)) < m_text.size())
            at = statement(at);
        return std::move(m_result);
    }

private:
    qsizetype skip(qsizetype at, bool (*belongs)(char32_t)) const
    {
        for (Character c = characterAt(m_text, at); c.size && belongs(c.code); c = characterAt(m_text, at))
            at += c.size;
        return at;
    }

    // Without the white space at the end of [begin, end).
    qsizetype trimmedEnd(qsizetype begin, qsizetype end) const
    {
        while (end > begin) {
            qsizetype last = end - 1;
            while (last > begin && end - last < 4 && (uchar(m_text[last]) & 0xc0) == 0x80)
                --last;
            const Character c = characterAt(m_text, last);
            if (last + c.size != end || !isSpace(c.code))
                break;
            end = last;
        }
        return end;
    }

    qsizetype lineEnd(qsizetype at) const
    {
        const qsizetype end = m_text.indexOf('\n', at);
        return end < 0 ? m_text.size() : end;
    }

    qsizetype nextStatement(qsizetype at) const
    {
        while (characterAt(m_text, at = skip(at, isSpace)).code == '#')
            at = lineEnd(at);
        return at;
    }

    int lineOf(qsizetype offset)
    {
        m_line += int(std::count(m_text.cbegin() + m_counted, m_text.cbegin() + offset, '\n'));
        m_counted = offset;
        return m_line;
    }

    void fault(qsizetype offset, const QString &message, bool ofReference = false)
    {
        qsizetype begin = offset ? m_text.lastIndexOf('\n', offset - 1) + 1 : 0;
        const int line = 1 + int(std::count(m_text.cbegin(), m_text.cbegin() + begin, '\n'));
        if (begin == 0)
            begin = m_first;
        const QString before = QString::fromUtf8(m_text.mid(begin, offset - begin));
        m_result.faults.append({line, int(before.toUcs4().size()) + 1, message, ofReference});
    }

    // Reads the statement that begins at `begin`; where the next one may begin.
    qsizetype statement(qsizetype begin)
    {
        EnvironmentEntry entry;
        entry.begin = begin;
        qsizetype key = begin;
        if (QByteArrayView(m_text).sliced(begin).startsWith("export") &&
            isOneOf("\t\n\f\r ", characterAt(m_text, begin + 6).code)) {
            entry.exported = true;
            key = skip(begin + 6, isBlank);
        }
        qsizetype separator = key;
        Character c;
        for (; (c = characterAt(m_text, separator)).size; separator += c.size) {
            if (c.code == '=' || c.code == ':' || c.code == '\n')
                break;
            if (!isBlank(c.code) && !isOneOf("_.-[]", c.code) && !QChar::isLetter(c.code) && !QChar::isNumber(c.code)) {
                fault(separator, tr("A name may not hold this character."));
                return lineEnd(begin);
            }
        }
        if (key == m_text.size()) {
            fault(begin, tr("There is no name behind export."));
            return key;
        }
        // A name alone that ends the file is to Compose the value of a variable without a name.
        const bool nameless = !c.size;
        entry.keyEnd = nameless ? key : trimmedEnd(key, separator);
        const QByteArray name = m_text.mid(key, entry.keyEnd - key);
        if (const qsizetype space = name.indexOf(' '); space >= 0) {
            fault(key + space, tr("A name may not hold a space."));
            return lineEnd(begin);
        }
        entry.key = QString::fromUtf8(name);
        entry.line = lineOf(begin);
        if (c.code == '\n' && !nameless) {
            entry.form = EnvironmentForm::Inherited;
            entry.valueBegin = entry.valueEnd = entry.keyEnd;
            entry.end = separator;
            if (!name.isEmpty())
                inherit(std::move(entry));
            return separator + 1;
        }
        const qsizetype behind = nameless ? key : separator + 1;
        entry.valueBegin = skip(behind, isBlank);
        const char quote = entry.valueBegin < m_text.size() ? m_text[entry.valueBegin] : '\0';
        return quote == '"' || quote == '\'' ? quoted(std::move(entry), quote) : bare(std::move(entry), behind);
    }

    void inherit(EnvironmentEntry entry)
    {
        const auto value = m_around.constFind(entry.key);
        if (value != m_around.constEnd())
            entry.value = Secret(QByteArray(*value));
        else if (m_result.last.contains(entry.key)) // what stands above goes on to count
            entry.value = m_result.entries[m_result.last[entry.key]].value;
        else
            entry.given = false;
        keep(std::move(entry));
    }

    qsizetype bare(EnvironmentEntry entry, qsizetype behind)
    {
        entry.end = lineEnd(entry.valueBegin);
        const qsizetype comment =
            QByteArrayView(m_text).first(entry.end).indexOf(QByteArrayView(" #"), entry.valueBegin);
        entry.valueEnd = trimmedEnd(entry.valueBegin, comment < 0 ? entry.end : comment);
        if (entry.valueEnd == entry.valueBegin)
            entry.valueBegin = entry.valueEnd = behind;
        const qsizetype end = entry.end;
        resolve(std::move(entry), m_text.mid(entry.valueBegin, entry.valueEnd - entry.valueBegin));
        return end;
    }

    qsizetype quoted(EnvironmentEntry entry, char quote)
    {
        entry.form = quote == '"' ? EnvironmentForm::DoubleQuoted : EnvironmentForm::SingleQuoted;
        QByteArray content;
        bool escaped = false;
        for (qsizetype i = entry.valueBegin + 1; i < m_text.size(); ++i) {
            const char c = m_text[i];
            if (c == quote && !escaped) {
                entry.valueEnd = entry.end = i + 1;
                if (quote == '"') {
                    resolve(std::move(entry), unescaped(content));
                } else {
                    entry.value = Secret(std::move(content));
                    keep(std::move(entry));
                }
                return i + 1;
            }
            if (c == '\\' && !escaped) {
                escaped = true;
                continue;
            }
            if (escaped && c != quote)
                content += '\\';
            content += c;
            escaped = false;
        }
        fault(entry.valueBegin, tr("The quote that opens here is never closed."));
        return lineEnd(entry.begin);
    }

    // The escapes that Compose knows between double quotes; "\$" becomes "$$", which stands for one.
    static QByteArray unescaped(const QByteArray &content)
    {
        if (!content.contains('\\'))
            return content;
        static constexpr char letters[] = "abfnrtv\"\\$", bytes[] = "\a\b\f\n\r\t\v\"\\";
        QByteArray result;
        for (qsizetype i = 0; i < content.size(); ++i) {
            const char next = content[i] == '\\' && i + 1 < content.size() ? content[i + 1] : '\0';
            const char *letter = next ? strchr(letters, next) : nullptr;
            if (next == '0') { // up to three digits; they count only where they are three of an octal number to 377
                qsizetype end = i + 2;
                while (end < content.size() && end < i + 5 && content[end] >= '0' && content[end] <= '9')
                    ++end;
                bool octal = false;
                const QByteArray digits = content.mid(i + 2, end - i - 2);
                const uint code = digits.toUInt(&octal, 8);
                result +=
                    octal && digits.size() == 3 && code < 256 ? QString(QChar(char16_t(code))).toUtf8() : '\\' + digits;
                i = end - 1;
            } else if (letter) {
                if (next == '$')
                    result += "$$";
                else
                    result += bytes[letter - letters];
                ++i;
            } else {
                result += content[i];
            }
        }
        return result;
    }

    void resolve(EnvironmentEntry entry, const QByteArray &text)
    {
        entry.refers = text.contains('$');
        if (!entry.refers) {
            entry.value = Secret(QByteArray(text));
            keep(std::move(entry));
            return;
        }
        const VariableLookup lookup = [this](const QByteArray &bytes) -> std::optional<QByteArray> {
            const QString name = QString::fromUtf8(bytes);
            if (const auto value = m_around.constFind(name); value != m_around.constEnd())
                return *value;
            const auto last = m_result.last.constFind(name);
            if (last == m_result.last.constEnd() || !m_result.entries[*last].given)
                return std::nullopt;
            return m_result.entries[*last].value.reveal();
        };
        auto value = interpolated(text, lookup, std::min(longestValue, allValues - m_blownUp));
        if (value) {
            m_blownUp += value->size();
            entry.value = Secret(std::move(*value));
        } else {
            const bool bare = entry.form == EnvironmentForm::Bare;
            fault(entry.valueBegin + (bare ? value.error().offset : 0), value.error().message, true);
        }
        keep(std::move(entry));
    }

    void keep(EnvironmentEntry entry)
    {
        m_result.last[entry.key] = m_result.entries.size();
        m_result.entries.append(std::move(entry));
    }

    const QByteArray &m_text;
    const qsizetype m_first = m_text.startsWith("\xef\xbb\xbf") ? 3 : 0; // behind the byte order mark
    const QHash<QString, QByteArray> &m_around;
    ParsedEnvironment m_result;
    qsizetype m_counted = 0;
    int m_line = 1;
    qsizetype m_blownUp = 0;
};

} // namespace

ParsedEnvironment parseEnvironment(const QByteArray &text, const QHash<QString, QByteArray> &around)
{
    return Parser(text, around).run();
}

} // namespace bouncepro

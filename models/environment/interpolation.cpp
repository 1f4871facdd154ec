// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/interpolation.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

constexpr int deepest = 50; // references within defaults within references

QString tr(const char *text)
{
    return QCoreApplication::translate("EnvironmentDocument", text);
}

// Bytes of the name character at `at`, 0 for none. Compose ignores case, and so takes two letters beyond ASCII.
qsizetype nameCharacter(QByteArrayView text, qsizetype at, bool first)
{
    const char c = at < text.size() ? text[at] : '\0';
    if (c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (!first && c >= '0' && c <= '9'))
        return 1;
    for (const QByteArrayView letter : {QByteArrayView("\u017f"), QByteArrayView("\u212a")})
        if (text.sliced(std::min(at, text.size())).startsWith(letter))
            return letter.size();
    return 0;
}

qsizetype nameEnd(QByteArrayView text, qsizetype at)
{
    const qsizetype begin = at;
    while (const qsizetype size = nameCharacter(text, at, at == begin))
        at += size;
    return at;
}

// The brace that closes the one of "${" at the beginning of text; -1 for none.
qsizetype closingBrace(QByteArrayView text)
{
    int open = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '}' && --open == 0)
            return i;
        if (text[i] == '$' && i + 1 < text.size() && text[i + 1] == '{') {
            ++open;
            ++i;
        }
    }
    return -1;
}

class Interpolation
{
public:
    Interpolation(const VariableLookup &lookup, qsizetype limit) : m_lookup(lookup), m_limit(limit) {}
    using Answer = tl::expected<QByteArray, InterpolationFault>;

    // `base` is where text begins in the whole one.
    Answer run(QByteArrayView text, qsizetype base, int depth)
    {
        QByteArray result;
        for (qsizetype i = 0; i < text.size();) {
            const qsizetype dollar = text.indexOf('$', i);
            const qsizetype plain = (dollar < 0 ? text.size() : dollar) - i;
            result += text.sliced(i, plain);
            i += plain;
            if (dollar < 0)
                break;
            qsizetype next = dollar + 1;
            if (next < text.size() && text[next] == '$') {
                result += '$';
                ++next;
            } else if (next < text.size() && text[next] == '{') {
                auto value = braced(text, base, next, depth);
                if (!value)
                    return value;
                result += *value;
            } else if (const qsizetype end = nameEnd(text, next); end > next) {
                result += m_lookup(text.sliced(next, end - next).toByteArray()).value_or(QByteArray());
                next = end;
            } else {
                result += '$';
            }
            if (result.size() > m_limit)
                return fault(base + dollar, tr("The value grows past %1 bytes.").arg(m_limit));
            i = next;
        }
        return result;
    }

private:
    static Answer fault(qsizetype offset, const QString &message)
    {
        return tl::unexpected(InterpolationFault{offset, message});
    }

    // The value of the reference whose brace stands at `at`, which then stands behind it.
    Answer braced(QByteArrayView text, qsizetype base, qsizetype &at, int depth)
    {
        const qsizetype begin = at - 1;
        const auto invalid = [&] {
            return fault(base + begin, tr("${ does not begin a reference that Compose knows."));
        };
        const qsizetype end = nameEnd(text, at + 1);
        const QByteArray name = text.sliced(at + 1, end - at - 1).toByteArray();
        const auto character = [&](qsizetype i) { return i < text.size() ? text[i] : '\0'; };
        if (name.isEmpty())
            return invalid();
        if (character(end) == '}') {
            at = end + 1;
            return m_lookup(name).value_or(QByteArray());
        }
        const bool colon = character(end) == ':';
        const char operation = character(end + colon);
        if (operation != '-' && operation != '+' && operation != '?')
            return invalid();
        const qsizetype argument = end + colon + 1;
        // Compose takes the line up to its last brace, and then the first that closes.
        const qsizetype lineEnd = text.indexOf('\n', argument);
        qsizetype last = (lineEnd < 0 ? text : text.first(lineEnd)).lastIndexOf('}');
        if (last < argument)
            return invalid();
        if (const qsizetype closing = closingBrace(text.sliced(begin, last + 1 - begin)); closing >= 0)
            last = begin + closing;
        if (depth >= deepest)
            return fault(base + begin, tr("References stand in each other more than %1 deep.").arg(deepest));
        const QByteArrayView behind = text.sliced(argument, last - argument);
        auto other = run(behind, base + argument, depth + 1);
        if (!other)
            return other;
        const std::optional<QByteArray> value = m_lookup(name);
        const bool there = value && !(colon && value->isEmpty());
        if (operation == '?' && !there) {
            const QString needed = tr("%1 is needed here and has no value").arg(QString::fromUtf8(name));
            return fault(base + begin, behind.isEmpty() ? needed + QLatin1Char('.')
                                                        : needed + QStringLiteral(": ") + QString::fromUtf8(behind));
        }
        at = last + 1;
        if (operation == '+')
            return there ? *other : QByteArray();
        return there ? *value : *other;
    }

    const VariableLookup &m_lookup;
    const qsizetype m_limit;
};

} // namespace

tl::expected<QByteArray, InterpolationFault> interpolated(QByteArrayView text, const VariableLookup &lookup,
                                                          qsizetype limit)
{
    return Interpolation(lookup, limit).run(text, 0, 0);
}

} // namespace bouncepro

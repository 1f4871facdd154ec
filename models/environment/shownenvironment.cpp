// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/shownenvironment.h"

#include "models/environment/environmentmodel.h"
#include "models/servers/wording.h"

#include <algorithm>

namespace bouncepro {

ShownEnvironment::ShownEnvironment(const QByteArray &text, const QList<EnvironmentRange> &hidden)
    : m_hasCrLf(text.indexOf('\n') > 0 && text[text.indexOf('\n') - 1] == '\r')
{
    qsizetype at = 0;
    for (const EnvironmentRange &range : hidden) {
        if (range.begin < at)
            continue;
        append(QString::fromUtf8(QByteArrayView(text).sliced(at, range.begin - at)));
        cover(QString::fromUtf8(QByteArrayView(text).sliced(range.begin, range.end - range.begin)), secretDots());
        at = range.end;
    }
    append(QString::fromUtf8(QByteArrayView(text).sliced(at)));
    m_isEditable = m_text.toUtf8() == text;
}

void ShownEnvironment::append(QStringView plain)
{
    qsizetype begin = 0;
    const auto flush = [&](qsizetype end) {
        m_text += plain.sliced(begin, end - begin);
        m_shown += plain.sliced(begin, end - begin);
    };
    for (qsizetype i = 0; i < plain.size(); ++i) {
        const QChar c = plain[i];
        if (c.isPrint() || c == QLatin1Char('\n') || c == QLatin1Char('\t') || c.isSurrogate())
            continue;
        const bool isLineEnd = c == QLatin1Char('\r') && i + 1 < plain.size() && plain[i + 1] == QLatin1Char('\n');
        flush(i);
        if (isLineEnd)
            cover(QStringLiteral("\r\n"), QStringLiteral("\n"));
        else
            cover(c, visibleText(c));
        i += isLineEnd ? 1 : 0;
        begin = i + 1;
    }
    flush(plain.size());
}

void ShownEnvironment::cover(const QString &behind, const QString &shown)
{
    m_covers.append({m_text.size(), behind.size(), m_shown.size(), shown.size()});
    m_text += behind;
    m_shown += shown;
}

qsizetype ShownEnvironment::textAt(qsizetype shown) const
{
    const auto after = std::partition_point(m_covers.begin(), m_covers.end(), [shown](const Cover &cover) {
        return cover.shown + cover.shownSize <= shown;
    });
    if (after == m_covers.begin())
        return shown;
    const Cover &before = *(after - 1);
    return before.text + before.textSize + shown - before.shown - before.shownSize;
}

qsizetype ShownEnvironment::shownAt(const QByteArray &text, qsizetype byte) const
{
    const qsizetype at = QString::fromUtf8(QByteArrayView(text).first(std::min(byte, text.size()))).size();
    const auto after =
        std::partition_point(m_covers.begin(), m_covers.end(), [at](const Cover &cover) { return cover.text <= at; });
    if (after == m_covers.begin())
        return at;
    const Cover &before = *(after - 1);
    return at < before.text + before.textSize ? before.shown
                                              : at - before.text - before.textSize + before.shown + before.shownSize;
}

bool ShownEnvironment::splice(qsizetype at, qsizetype removed, const QString &inserted)
{
    const qsizetype end = at + removed;
    for (const Cover &cover : std::as_const(m_covers)) {
        const bool touches = cover.shown < end && cover.shown + cover.shownSize > at;
        const bool isInside = removed == 0 && cover.shown < at && cover.shown + cover.shownSize > at;
        if (isInside || (touches && (cover.shown < at || cover.shown + cover.shownSize > end)))
            return false;
    }
    const qsizetype from = textAt(at), to = textAt(end);
    ShownEnvironment piece;
    QString behind = inserted;
    if (m_hasCrLf)
        behind.replace(QLatin1Char('\n'), QLatin1String("\r\n"));
    piece.append(behind);
    QList<Cover> covers;
    for (const Cover &cover : std::as_const(m_covers))
        if (cover.shown + cover.shownSize <= at)
            covers << cover;
    for (const Cover &cover : std::as_const(piece.m_covers))
        covers.append({cover.text + from, cover.textSize, cover.shown + at, cover.shownSize});
    const qsizetype moreText = piece.m_text.size() - (to - from), moreShown = piece.m_shown.size() - removed;
    for (const Cover &cover : std::as_const(m_covers))
        if (cover.shown >= end && cover.shown + cover.shownSize > at)
            covers.append({cover.text + moreText, cover.textSize, cover.shown + moreShown, cover.shownSize});
    m_text.replace(from, to - from, piece.m_text);
    m_shown.replace(at, removed, piece.m_shown);
    m_covers = covers;
    return true;
}

} // namespace bouncepro

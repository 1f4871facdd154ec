#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QByteArray>

#include <optional>

namespace bouncepro::wire {

/// The numbers and strings of SSH's binary format (RFC 4251, section 5).
inline QByteArray number(quint32 value)
{
    const char bytes[] = {char(value >> 24), char(value >> 16), char(value >> 8), char(value)};
    return QByteArray(bytes, 4);
}

inline QByteArray string(const QByteArray &bytes)
{
    return number(quint32(bytes.size())) + bytes;
}

inline std::optional<quint32> takeNumber(const QByteArray &bytes, qsizetype &at)
{
    if (bytes.size() - at < 4)
        return std::nullopt;
    quint32 value = 0;
    for (int i = 0; i < 4; ++i)
        value = value << 8 | quint8(bytes[at++]);
    return value;
}

inline std::optional<QByteArray> takeString(const QByteArray &bytes, qsizetype &at)
{
    const auto length = takeNumber(bytes, at);
    if (!length || *length > quint32(bytes.size() - at))
        return std::nullopt;
    at += qsizetype(*length);
    return bytes.mid(at - qsizetype(*length), qsizetype(*length));
}

} // namespace bouncepro::wire

// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/secret.h"

#include <openssl/crypto.h>

#include <utility>

namespace bouncepro {

namespace {
QByteArray ownBytes(const QByteArray &value)
{
    return QByteArray(value.constData(), value.size());
}
} // namespace

Secret::Secret(QByteArray value) : m_value(ownBytes(value))
{
    if (value.isDetached())
        OPENSSL_cleanse(value.data(), size_t(value.size()));
}

Secret::Secret(Secret &&other) noexcept : m_value(std::exchange(other.m_value, {})) {}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_value = std::exchange(other.m_value, {});
    }
    return *this;
}

Secret::Secret(const Secret &other) : m_value(ownBytes(other.m_value)) {}

Secret &Secret::operator=(const Secret &other)
{
    if (this != &other) {
        wipe();
        m_value = ownBytes(other.m_value);
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

void Secret::wipe()
{
    if (!m_value.isEmpty())
        OPENSSL_cleanse(m_value.data(), size_t(m_value.size()));
    m_value.clear();
}

bool Secret::operator==(const Secret &other) const
{
    return m_value.size() == other.m_value.size() &&
           CRYPTO_memcmp(m_value.constData(), other.m_value.constData(), size_t(m_value.size())) == 0;
}

QDebug operator<<(QDebug debug, const Secret &)
{
    return debug << "[secret]";
}

} // namespace bouncepro

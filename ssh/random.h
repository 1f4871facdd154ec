#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QByteArray>

namespace bouncepro {

/// Lower-case hex of that many bytes from OpenSSL's CSPRNG.
QByteArray randomHex(int bytes);

} // namespace bouncepro

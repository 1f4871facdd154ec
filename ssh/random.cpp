// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/random.h"

#include <openssl/rand.h>

namespace bouncepro {

QByteArray randomHex(int bytes)
{
    QByteArray random(bytes, Qt::Uninitialized);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(random.data()), bytes) != 1)
        qFatal("The random number generator of OpenSSL does not answer.");
    return random.toHex();
}

} // namespace bouncepro

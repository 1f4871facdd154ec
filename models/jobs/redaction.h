#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/secret.h"

#include <QList>
#include <QMap>

namespace bouncepro {

/// Values of an environment file that must not be shown: those of keys that name a secret, the passwords inside
/// URLs, and multi-line keys line by line. Values under 6 characters are not redacted (they would hide ordinary text).
/// Reads each line loosely and gives rather one candidate too many: as written, without quotes, and cut at a comment.
QList<Secret> secretValues(const QByteArray &environmentFile);
/// The same of variables whose values are already resolved, as `docker compose config` gives them.
QList<Secret> secretValues(const QMap<QString, QString> &variables);

/// The forms in which values may stand in a text of one line: raw, base64, percent-encoded, as JSON writes them; the
/// longest first.
QList<QByteArray> secretForms(const QList<Secret> &values);

/// A sed script (POSIX, for `sed -u -f`) that replaces each value, raw, base64, percent-encoded and as JSON writes it,
/// by [secret]; the longest first.
Secret redactionScript(const QList<Secret> &values);

/// The text with the same replaced.
QByteArray redacted(QByteArray text, const QList<Secret> &values);

} // namespace bouncepro

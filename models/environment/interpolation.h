#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/result.h"

#include <QByteArray>

#include <functional>
#include <optional>

namespace bouncepro {

/// A value by its name; none where the name is not set.
using VariableLookup = std::function<std::optional<QByteArray>(const QByteArray &name)>;

/// A reference that Compose refuses, and where in the text it begins.
struct InterpolationFault
{
    qsizetype offset = 0;
    QString message; ///< for a person; holds names, never values
};

/// What Compose makes of $NAME, ${NAME}, ${NAME:-default} with - + ? and their forms with a colon, and $$. As in
/// Compose 2.26, what stands behind an operator is looked at even where it is not needed. A text that grows past
/// `limit` bytes is a fault.
tl::expected<QByteArray, InterpolationFault> interpolated(QByteArrayView text, const VariableLookup &lookup,
                                                          qsizetype limit);

} // namespace bouncepro

#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentparser.h"
#include "ssh/result.h"

#include <QFlags>

namespace bouncepro {

/// Who reads an environment file besides Compose: a POSIX shell that sources it, and the dotenv of node.
enum class EnvironmentReader { Shell = 1, Dotenv = 2 };
Q_DECLARE_FLAGS(EnvironmentReaders, EnvironmentReader)
Q_DECLARE_OPERATORS_FOR_FLAGS(EnvironmentReaders)

/// A value as it is written. Compose always reads it as it was meant.
struct WrittenValue
{
    Secret text;
    EnvironmentForm form = EnvironmentForm::Bare;
    EnvironmentReaders misreadBy; ///< those for whom no quoting that suits Compose gives the same value
};

/// Writes a value so that all its readers take it for the same, where there is a way: bare if its characters are
/// harmless, else in single, else in double quotes. `present` is the form that stands there; quotes that will do are
/// kept. Nothing that a shell would execute is written. Errors: Invalid where the value is no UTF-8 text without NUL.
Result<WrittenValue> writtenValue(const Secret &value, EnvironmentForm present = EnvironmentForm::Bare);

/// What to tell a person of them: "A shell and dotenv read this value differently."; empty for none.
QString remarkOn(EnvironmentReaders misreadBy);

} // namespace bouncepro

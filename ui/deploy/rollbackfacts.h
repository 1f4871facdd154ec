#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/deploy/rollbackpreview.h"
#include "ui/look/factgrid.h"

namespace bouncepro {

/// What a rollback brings back, and what stays as it is today.
class RollbackFacts : public FactGrid
{
    Q_OBJECT

public:
    explicit RollbackFacts(const RollbackPreview &preview, QWidget *parent = nullptr);
};

} // namespace bouncepro

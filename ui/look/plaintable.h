#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <functional>

class QTableView;

namespace bouncepro {

/// The look and behaviour of a table that is part of a card: no grid, frame or row numbers, a quiet header, one thing
/// chosen at a time, and Tab leaves it. rowHeight in pixels, asked again when the look changes; before what the
/// table's own keepDressed does.
void makePlain(QTableView *table, const std::function<int()> &rowHeight);

} // namespace bouncepro

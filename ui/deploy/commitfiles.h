#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QModelIndex>

class QWidget;

namespace bouncepro {

/// Shows which files a commit of CommitsModel, or of what stands on it, changes. over: the window's content.
void showCommitFiles(const QModelIndex &commit, QWidget *over);

} // namespace bouncepro

#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QString>

class QWidget;

namespace bouncepro {

/// Shows a window or dialog as it is now in other looks and fails the test where anything is cut off or overlaps; NAME
/// is page-state. Where BOUNCEPRO_PICTURES names a folder (tests/gui/pictures) these are all looks: light and dark,
/// 1280x800 and 1024x700, text at 150 %, right to left. Else three, for the checks; their pictures are in the build
/// directory. FOLDER/NAME-LOOK.png. The window is then as it was.
void takePictures(QWidget &window, const QString &name);

/// Labels and buttons in sight that do not get the room which their text needs.
QStringList clippedTextsIn(const QWidget *all);
/// Widgets of one layout that lie over each other or reach out of their parent.
QStringList overlapsIn(const QWidget *all);

} // namespace bouncepro

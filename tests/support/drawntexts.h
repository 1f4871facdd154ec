#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QList>
#include <QRectF>
#include <QString>

class QWidget;

namespace bouncepro {

/// A run of text as a widget or a delegate draws it, and where it is seen.
struct DrawnText
{
    QString text;
    QRectF seen; ///< in the widget's coordinates; what its clip leaves
};

/// All text that is drawn in a widget and not covered again.
QList<DrawnText> drawnTexts(QWidget &widget);
/// "one" over "other": texts that are drawn over each other.
QStringList overlappingTexts(const QList<DrawnText> &texts);

} // namespace bouncepro

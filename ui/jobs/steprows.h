#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/stepsmodel.h"
#include "ui/look/stepbar.h"

#include <QIdentityProxyModel>

namespace bouncepro {

Mark markOf(StepState state);

/// The steps of a job as a step list draws them (ui/look/roles.h).
class StepRows : public QIdentityProxyModel
{
    Q_OBJECT

public:
    explicit StepRows(QObject *parent = nullptr) : QIdentityProxyModel(parent) {}
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    /// The server is not reached: what ran when it was last seen is not told to run.
    void setAway(bool isAway);

private:
    bool m_isAway = false;
};

/// "01:42", "1:02:03": how long something runs, in a width that does not jump.
QString clockText(qint64 milliseconds);

/// The same on one line.
QList<StepBar::Segment> segmentsOf(const StepsModel &steps, bool isAway = false);

} // namespace bouncepro

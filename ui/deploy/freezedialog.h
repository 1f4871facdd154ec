#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/dialog.h"

#include <QDateTime>

namespace bouncepro {

class Field;
class ReasonField;
class Text;

/// Asks why no deploy may begin for a while, and until when. Deletes itself when it is closed.
class FreezeDialog : public Dialog
{
    Q_OBJECT

public:
    /// over: the window's content.
    FreezeDialog(QWidget *over, const ServerProfile &profile);
    QString reason() const;
    QDateTime until() const { return m_until; }

protected:
    QWidget *firstFocus() const override;

private:
    QString heedTime();
    ReasonField *m_reason;
    Field *m_time;
    Text *m_words;
    QDateTime m_until; // UTC
};

} // namespace bouncepro

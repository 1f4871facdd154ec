#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/jobs/guard.h"

#include <QWidget>

namespace bouncepro {

class Button;
class Text;

/// Whether a production server may be changed: read-only with the way to arm it, or armed, for how long yet, with the
/// way to disarm it.
class GuardControl : public QWidget
{
    Q_OBJECT

public:
    /// The guard outlives it.
    explicit GuardControl(Guard &guard, QWidget *parent = nullptr);
    /// In fewer words, for little room.
    void setShort(bool isShort);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void show();
    void showTime();
    Guard &m_guard;
    Text *m_words;
    Text *m_time;
    Button *m_button;
    bool m_isShort = false;
};

/// A frame round its parent while the server is armed. Takes no room, no focus and no clicks.
class ArmedFrame : public QWidget
{
    Q_OBJECT

public:
    ArmedFrame(Guard &guard, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fit();
};

} // namespace bouncepro

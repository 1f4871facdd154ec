#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/stepbar.h"

class QVariantAnimation;

namespace bouncepro {

class Button;
class IconButton;
class StateMark;
class Text;

/// What runs, on one line at the bottom of the window: idle, running, failed, or reconnecting.
class JobStrip : public QWidget
{
    Q_OBJECT

public:
    struct State
    {
        Mark mark = Mark::Well;
        QString name;                     ///< "Deploy 2.15.0"; idle: "No job is running"
        QString sentence;                 ///< "step 5 of 9: switch payload"
        QList<StepBar::Segment> segments; ///< empty: no bar
        QString time;                     ///< "01:42"
        bool canCancel = false;
        QString cancelBlocked = {}; ///< why it cannot be cancelled right now
    };

    explicit JobStrip(QWidget *parent = nullptr);
    void setState(const State &state);
    /// Which way the chevron points.
    void setOpen(bool open);
    QSize sizeHint() const override;

Q_SIGNALS:
    void cancelled();
    void toggled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    StateMark *m_mark;
    Text *m_name;
    Text *m_sentence;
    StepBar *m_bar;
    Text *m_time;
    Button *m_cancel;
    IconButton *m_toggle;
    bool m_isOpen = false;
};

/// The job strip, and below it what it opens to.
class Drawer : public QWidget
{
    Q_OBJECT

public:
    /// Takes the content. heightAtFull: of the content, in pixels at 100 %.
    explicit Drawer(QWidget *content, int heightAtFull = 238, QWidget *parent = nullptr);
    void setHeightAtFull(int height);
    JobStrip *strip() const { return m_strip; }
    bool isOpen() const { return m_isOpen; }

public Q_SLOTS:
    void setOpen(bool open);
    void toggle() { setOpen(!m_isOpen); }

Q_SIGNALS:
    void openChanged(bool open);

private:
    JobStrip *m_strip;
    QWidget *m_room;
    QVariantAnimation *m_slide;
    int m_heightAtFull;
    bool m_isOpen = false;
};

} // namespace bouncepro

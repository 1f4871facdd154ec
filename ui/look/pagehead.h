#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serversentence.h"

#include <QWidget>

#include <optional>

class QBoxLayout;

namespace bouncepro {

class Flow;
class StateMark;
class Text;

/// The head of a page: its state as a sentence with a shape, the evidence below, actions at the right. Where there is
/// little room the actions go below.
class PageHead : public QWidget
{
    Q_OBJECT

public:
    explicit PageHead(QWidget *parent = nullptr);

    /// Without a mark: no shape stands there.
    void setState(std::optional<Mark> mark, const QString &title, const QString &evidence);
    /// Takes the widget.
    void addAction(QWidget *action);
    /// In pixels at 100 %: actions stay beside the words while these have that much.
    void setRoomForWords(int width);

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();
    QBoxLayout *m_row;
    StateMark *m_mark;
    Text *m_title;
    Text *m_evidence;
    QWidget *m_actions;
    Flow *m_flow;
    int m_roomForWords = 400;
};

} // namespace bouncepro

#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/palette.h"

#include <QLabel>

namespace bouncepro {

/// Colour of a text by its weight on the page.
enum class Tone { Plain, Second, Third, Ok, Warn, Fail, Accent, Production, OnFill };
QColor colourOf(Tone tone);
/// A label wraps at words alone; a word that is longer gets a place to wrap at after every so many characters.
QString breakable(const QString &words, int longest);
/// The same text where lines wrap, but commands (between backticks) stay in one piece by means that are not to be seen;
/// of a command that is longer than a line may be, its words do. plain() takes the means out again.
QString unbroken(const QString &words);
QString plain(QString unbroken);

/// A label that shows its text as plain text in a role and tone of the look, and follows a change of theme and scale.
/// Commands in it do not break across lines.
class Text : public QLabel
{
    Q_OBJECT

public:
    explicit Text(FontRole role, Tone tone = Tone::Plain, QWidget *parent = nullptr);

    Text(FontRole role, Tone tone, const QString &text, QWidget *parent = nullptr);

    void setText(const QString &text);
    void setTone(Tone tone);
    void setRole(FontRole role);
    /// Wraps lines where Unicode lets them break; a longer word without such a place is cut at the edge.
    void setWrapping(bool on);
    /// Gives way where there is little room, and has an ellipsis then: at the end of messages, in the middle of paths.
    /// The whole text is its tool tip while it is cut.
    void setEliding(bool on, Qt::TextElideMode where = Qt::ElideRight);
    /// Takes a place in the tab order, and its text can be selected and copied.
    void setSelectable(bool on);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    bool isCut() const;
    void dress();
    FontRole m_role;
    Tone m_tone;
    bool m_isEliding = false;
    Qt::TextElideMode m_elide = Qt::ElideRight;
    bool m_isDressing = false;
};

} // namespace bouncepro

#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/tokens.h"

#include <QFrame>
#include <QVBoxLayout>

namespace bouncepro {

class Text;

/// A surface with an edge: a heading, something beside it, actions, and content below. Content that does not grow ends
/// in a stretch, or its heading moves where the card is taller.
class Card : public QFrame
{
    Q_OBJECT

public:
    /// An empty heading: none.
    explicit Card(const QString &heading, QWidget *parent = nullptr);

    void setHeading(const QString &heading);
    /// Shown beside the heading: a count, an age.
    void setMeta(const QString &text);
    /// At the right of the heading; takes the widget.
    void addAction(QWidget *action);
    /// What is inside may no longer be so; the age stands in place of the meta.
    void setStale(const QString &age);
    QVBoxLayout *content() { return m_content; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void makeHead();
    void fitHeading();
    QVBoxLayout *m_content;
    QHBoxLayout *m_head = nullptr;
    Text *m_heading = nullptr;
    Text *m_meta = nullptr;
    QString m_metaText;
    QString m_age; // stands in its place
};

/// A line of one pixel that parts what is inside a card; elsewhere in a colour that is seen there.
class Hairline : public QWidget
{
    Q_OBJECT

public:
    explicit Hairline(Token colour = &Tokens::hairline, QWidget *parent = nullptr);
    QSize sizeHint() const override { return {1, 1}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Token m_colour;
};

/// Bars in place of rows that are still on their way; they show after 300 ms, so that a quick answer does not flicker.
class LoadingBars : public QWidget
{
    Q_OBJECT

public:
    explicit LoadingBars(int rows, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    const int m_rows;
    bool m_isDue = false;
};

} // namespace bouncepro

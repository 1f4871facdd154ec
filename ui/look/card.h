#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QFrame>
#include <QVBoxLayout>

namespace bouncepro {

class Text;

/// A surface with an edge: a heading, something beside it, and content below.
class Card : public QFrame
{
    Q_OBJECT

public:
    /// An empty heading: none.
    explicit Card(const QString &heading, QWidget *parent = nullptr);

    /// Shown beside the heading: a count, an age.
    void setMeta(const QString &text);
    QVBoxLayout *content() { return m_content; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_content;
    Text *m_meta = nullptr;
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

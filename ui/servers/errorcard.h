#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/card.h"
#include "ui/look/palette.h"
#include "ssh/result.h"

#include <QPlainTextEdit>

class QGridLayout;

namespace bouncepro {

class Text;

/// Raw evidence in a fixed-width font: as tall as its lines, and no taller than eight; more scroll.
class DetailView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DetailView(QWidget *parent = nullptr);
    void setText(const QString &text);
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {px(200), heightForWidth(width())}; }
    QSize minimumSizeHint() const override { return {px(120), heightForWidth(width())}; }
};

/// What happened, the state of things, what to do, and the raw evidence of one error.
class ErrorCard : public Card
{
    Q_OBJECT

public:
    explicit ErrorCard(QWidget *parent = nullptr);

    /// stateOfThings may be empty.
    void setError(const Error &error, const QString &stateOfThings);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Line
    {
        Text *label;
        Text *text;
        void set(const QString &words);
    };
    Line addLine(int row, const QString &label, const QString &objectName);
    void dress();

    QGridLayout *m_grid;
    Line m_what;
    Line m_state;
    Line m_remedy;
    Text *m_detailLabel;
    DetailView *m_detail;
};

} // namespace bouncepro

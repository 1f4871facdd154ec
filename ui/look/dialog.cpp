// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/dialog.h"

#include "ui/look/environmenttag.h"
#include "ui/look/pagescroll.h"
#include "ui/look/paint.h"
#include "ui/look/text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

namespace bouncepro {

namespace {

// The band of the head, in the weight of the environment, inside the panel's round corners.
class HeadBand : public QWidget
{
public:
    explicit HeadBand(std::optional<Environment> environment) : m_environment(environment) {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath shape;
        shape.addRoundedRect(QRectF(1, 1, width() - 2, height() + px(20)), px(11), px(11));
        painter.setClipPath(shape);
        if (m_environment == Environment::Production)
            painter.fillRect(rect(), t.prodSoft);
        if (m_environment)
            paintBand(&painter, QRect(0, 0, width(), px(5)), *m_environment);
        painter.fillRect(QRect(0, height() - 1, width(), 1),
                         m_environment == Environment::Production ? t.prodLine : t.border);
    }

private:
    const std::optional<Environment> m_environment;
};

// As wide as its words where there is room, beside what stands next to it; else it wraps.
class HeadTitle : public Text
{
public:
    explicit HeadTitle(const QString &title) : Text(FontRole::Title, Tone::Plain, title)
    {
        setWordWrap(true);
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }
    QSize sizeHint() const override
    {
        const int width = fontMetrics().horizontalAdvance(text()) + px(2);
        return {width, heightForWidth(width)};
    }
    QSize minimumSizeHint() const override { return {px(120), fontMetrics().height()}; }
};

class FootLine : public QWidget
{
protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(QRect(1, 0, width() - 2, 1), tokens().border);
    }
};

} // namespace

Dialog::Dialog(QWidget *over, const QString &title, std::optional<Environment> environment, int widthAtFull)
    : Overlay(over, Place::Centre, widthAtFull),
      m_note(new Text(FontRole::Small, Tone::Second)),
      m_cancel(new Button(tr("Cancel"))),
      m_confirm(new Button(QString(), Variant::Primary))
{
    setAccessibleName(title);
    auto *content = new QWidget;
    m_body = new QVBoxLayout(content);
    setSpaces(m_body, {25, 20, 25, 20}, 14);
    auto *scroll = new PageScroll(content);
    auto *column = new QVBoxLayout(panel());
    setSpaces(column, {}, 0);
    column->addWidget(makeHead(title, environment));
    column->addWidget(scroll, 1);
    column->addWidget(makeFoot());
    connect(m_cancel, &Button::clicked, this, &Dialog::cancel);
    connect(m_confirm, &Button::clicked, this, &Dialog::confirm);
}

QWidget *Dialog::makeHead(const QString &title, std::optional<Environment> environment)
{
    auto *head = new HeadBand(environment);
    auto *words = new HeadTitle(title);
    words->setObjectName(QStringLiteral("dialogTitle"));
    auto *close = new IconButton(QStringLiteral("close"), tr("Close"));
    close->setObjectName(QStringLiteral("closeDialog"));
    close->setFocusPolicy(Qt::NoFocus); // Esc and Cancel are its keys
    connect(close, &IconButton::clicked, this, &Dialog::cancel);
    auto *row = new QHBoxLayout(head);
    setSpaces(row, {25, 18, 13, 15}, 14);
    row->addWidget(words);
    if (environment)
        row->addWidget(new EnvironmentTag(*environment));
    row->addStretch(1);
    row->addWidget(close);
    return head;
}

QWidget *Dialog::makeFoot()
{
    auto *foot = new FootLine;
    auto *row = new QHBoxLayout(foot);
    setSpaces(row, {25, 17, 25, 17}, 8);
    m_note->setEliding(true);
    m_note->setObjectName(QStringLiteral("dialogNote"));
    m_cancel->setObjectName(QStringLiteral("dialogCancel"));
    m_confirm->setObjectName(QStringLiteral("dialogConfirm"));
    row->addWidget(m_note, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_confirm);
    m_confirm->hide();
    return foot;
}

void Dialog::setFootNote(const QString &text)
{
    m_note->setText(text);
}

void Dialog::setConfirm(const QString &verb, Variant variant, const QString &iconName)
{
    m_confirm->setText(verb);
    m_confirm->setVariant(variant);
    m_confirm->setIconName(iconName);
    m_confirm->setVisible(!verb.isEmpty());
}

void Dialog::setBlocked(const QString &reason)
{
    m_confirm->setBlocked(reason);
}

void Dialog::confirm()
{
    if (!m_confirm->isEnabled() || m_confirm->text().isEmpty())
        return;
    close();
    Q_EMIT confirmed();
}

void Dialog::cancel()
{
    close();
    Q_EMIT cancelled();
}

void Dialog::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers() & Qt::ControlModifier && m_isConfirmedByKeys)
        return confirm();
    if (event->key() == Qt::Key_Escape)
        return cancel();
    Overlay::keyPressEvent(event);
}

} // namespace bouncepro

// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logdetails.h"

#include "ui/look/button.h"
#include "ui/look/statemark.h"
#include "ui/look/text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTextDocument>

#include <algorithm>

namespace bouncepro {

LogDetails::LogDetails(QWidget *parent)
    : QWidget(parent),
      m_mark(new StateMark(16)),
      m_title(new Text(FontRole::Heading)),
      m_where(new Text(FontRole::Small, Tone::Second)),
      m_fields(new QPlainTextEdit)
{
    m_title->setObjectName(QStringLiteral("detailsTitle"));
    m_title->setEliding(true);
    m_where->setEliding(true);
    m_fields->setObjectName(QStringLiteral("detailsFields"));
    m_fields->setLayoutDirection(Qt::LeftToRight);
    m_fields->setAccessibleName(tr("Fields of the line"));
    m_fields->setReadOnly(true);
    m_fields->viewport()->setAutoFillBackground(false); // would cover the round corners
    m_fields->setTabChangesFocus(true);
    m_fields->setTextInteractionFlags(Qt::TextSelectableByKeyboard | Qt::TextSelectableByMouse);
    m_fields->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFocusProxy(m_fields);
    auto *copy = new IconButton(QStringLiteral("copy"), tr("Copy the fields"));
    copy->setObjectName(QStringLiteral("copyDetails"));
    auto *close = new IconButton(QStringLiteral("close"), tr("Close the details"));
    close->setObjectName(QStringLiteral("closeDetails"));
    connect(copy, &IconButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    connect(close, &IconButton::clicked, this, &LogDetails::closed);

    auto *head = new QHBoxLayout;
    setSpaces(head, {}, 8);
    head->addWidget(m_mark);
    head->addWidget(m_title, 1);
    head->addWidget(copy);
    head->addWidget(close);
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {12, 8, 8, 8}, 6);
    column->addLayout(head);
    column->addWidget(m_where);
    column->addWidget(m_fields, 1);
    keepDressed(this, [this] {
        m_fields->setFont(fontOf(FontRole::Mono));
        m_fields->document()->setDocumentMargin(px(8));
        m_fields->setMinimumHeight(px(90));
        setMinimumWidth(px(200));
    });
}

void LogDetails::setEntry(const LogEntry &entry)
{
    const LevelGroup group = groupOf(entry.level);
    m_mark->setVisible(group == LevelGroup::Error || group == LevelGroup::Warning);
    m_mark->setMark(group == LevelGroup::Error ? Mark::Down : Mark::Warning);
    m_title->setText(entry.message);
    m_where->setText(QStringLiteral("%1, %2, %3").arg(wordOf(group), entry.service, timeText(entry.time)));
    const QList<LogField> fields = fieldsOf(entry);
    qsizetype widest = 0;
    for (const LogField &field : fields)
        widest = std::max(widest, std::min<qsizetype>(field.name.size(), 20));
    QStringList lines;
    for (const LogField &field : fields)
        lines << field.name.leftJustified(int(widest)) + QStringLiteral("  ") + field.value;
    m_fields->setPlainText(lines.join(QLatin1Char('\n')));
}

QString LogDetails::text() const
{
    return m_fields->toPlainText();
}

// Parts it from the rows, the last of which may be cut.
void LogDetails::paintEvent(QPaintEvent *)
{
    if (y() < px(4))
        return; // at the card's own edge
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), tokens().border);
}

void LogDetails::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape)
        return QWidget::keyPressEvent(event);
    event->accept();
    Q_EMIT closed();
}

} // namespace bouncepro

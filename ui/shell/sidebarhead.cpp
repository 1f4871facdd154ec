// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sidebarhead.h"

#include "ui/look/buttonstyle.h"
#include "ui/look/icon.h"
#include "ui/look/paint.h"
#include "ui/look/pill.h"
#include "ui/look/statemark.h"
#include "ui/look/text.h"
#include "ui/setup/logo.h"
#include "ui/shell/notices.h"

#include <QGridLayout>
#include <QPainter>
#include <QStyleOptionButton>

#include <functional>
#include <optional>

namespace bouncepro {

namespace {

class Logo : public QWidget
{
public:
    Logo()
    {
        keepDressed(this, [this] { setFixedSize(px(22), px(22)); });
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintLogo(&painter, rect());
    }
};

// Looks like the field that it opens.
class SearchButton : public QPushButton
{
public:
    SearchButton() : QPushButton(SidebarHead::tr("Search or run"))
    {
        setObjectName(QStringLiteral("search"));
        setAccessibleDescription(SidebarHead::tr("Ctrl+K"));
        keepDressed(this, [this] { setFixedHeight(px(32)); });
    }
    QSize sizeHint() const override { return {px(120), px(32)}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokens();
        QStyleOptionButton option;
        initStyleOption(&option);
        QPainter painter(this);
        mirror(&painter, rect(), layoutDirection());
        const bool isOver = isHovered(&option, this) || isPressed(&option, this);
        paintRound(&painter, rect(), px(6), isOver ? t.hover : t.surface, t.border);
        if (showsFocus(&option, this))
            paintFocus(&painter, rect(), px(6));
        const double middle = height() / 2.0;
        paintIcon(&painter, squareAt(QPointF(px(16), middle), px(14)), "search", t.text2);
        const QString key = SidebarHead::tr("Ctrl K");
        const double keys = textWidth(FontRole::Micro, key) + 1;
        const double right = width() - px(8) - keys;
        paintText(&painter, QRectF(right, 0, keys, height()), FontRole::Micro, t.text2, key);
        paintText(&painter, QRectF(px(30), 0, right - px(36), height()), FontRole::Small, t.text2, text());
    }
};

// Its corner has the worst of what was not seen yet.
class Bell : public IconButton
{
public:
    explicit Bell(const std::function<std::optional<Mark>()> &mark)
        : IconButton(QStringLiteral("bell"), {}),
          m_mark(mark)
    {
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        IconButton::paintEvent(event);
        const std::optional<Mark> mark = m_mark();
        if (!mark)
            return;
        QPainter painter(this);
        mirror(&painter, rect(), layoutDirection());
        const QRectF corner = squareAt(QPointF(width() - px(8), px(8)), px(12));
        paintRound(&painter, corner.adjusted(-px(1.5), -px(1.5), px(1.5), px(1.5)), px(8), tokens().sidebar);
        paintMark(painter, corner, *mark);
    }

private:
    const std::function<std::optional<Mark>()> m_mark;
};

} // namespace

SidebarHead::SidebarHead(QWidget *parent)
    : QWidget(parent),
      m_logo(new Logo),
      m_name(new Text(FontRole::Heading, Tone::Plain, tr("BouncePro"))),
      m_search(new SearchButton),
      m_searchIcon(new IconButton(QStringLiteral("search"), tr("Search or run, Ctrl+K"))),
      m_bell(new Bell(
          [this] { return m_notices && m_notices->unseen() > 0 ? std::optional(m_notices->worst()) : std::nullopt; })),
      m_more(new IconButton(QStringLiteral("more"), tr("Settings and help"))),
      m_grid(new QGridLayout(this))
{
    m_searchIcon->setObjectName(QStringLiteral("searchIcon"));
    m_searchIcon->hide();
    m_bell->setObjectName(QStringLiteral("bell"));
    m_more->setObjectName(QStringLiteral("more"));
    m_isCompact = true;
    setCompact(false);
    tell();
    connect(m_search, &QPushButton::clicked, this, &SidebarHead::searchWanted);
    connect(m_searchIcon, &IconButton::clicked, this, &SidebarHead::searchWanted);
    connect(m_bell, &IconButton::clicked, this, &SidebarHead::noticesWanted);
    connect(m_more, &IconButton::clicked, this, [this] { Q_EMIT menuWanted(m_more); });
}

void SidebarHead::setCompact(bool compact)
{
    if (m_isCompact == compact)
        return;
    m_isCompact = compact;
    QWidget *const all[] = {m_logo, m_name, m_search, m_searchIcon, m_bell, m_more};
    for (QWidget *part : all) {
        m_grid->removeWidget(part);
        part->setParent(this); // else what is shown would be a window
    }
    if (compact) {
        setSpaces(m_grid, {0, 14, 0, 4}, 4);
        m_grid->addWidget(m_logo, 0, 0, Qt::AlignHCenter);
        m_grid->addWidget(m_searchIcon, 1, 0, Qt::AlignHCenter);
        m_grid->addWidget(m_bell, 2, 0, Qt::AlignHCenter);
        m_grid->addWidget(m_more, 3, 0, Qt::AlignHCenter);
        m_grid->setColumnStretch(0, 1);
        m_grid->setColumnStretch(1, 0);
    } else {
        setSpaces(m_grid, {10, 12, 10, 6}, 8);
        m_grid->addWidget(m_logo, 0, 0);
        m_grid->addWidget(m_name, 0, 1);
        m_grid->addWidget(m_bell, 0, 2);
        m_grid->addWidget(m_more, 0, 3);
        m_grid->addWidget(m_search, 1, 0, 1, 4);
        m_grid->setColumnStretch(0, 0);
        m_grid->setColumnStretch(1, 1);
    }
    m_name->setVisible(!compact);
    m_search->setVisible(!compact);
    m_searchIcon->setVisible(compact);
}

void SidebarHead::setNotices(const Notices *notices)
{
    m_notices = notices;
    connect(notices, &Notices::unseenChanged, this, &SidebarHead::tell);
    tell();
}

void SidebarHead::tell()
{
    const int unseen = m_notices ? m_notices->unseen() : 0;
    m_bell->setName(unseen > 0 ? tr("Notifications, %1 new").arg(unseen) : tr("Notifications"));
    m_bell->update();
}

} // namespace bouncepro

// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/environmentchoice.h"

#include "ui/look/environmenttag.h"
#include "ui/look/paint.h"
#include "ui/look/segmented.h"
#include "ui/look/text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

#include <array>

namespace bouncepro {

namespace {

constexpr std::array order = {Environment::Production, Environment::Staging, Environment::Development};

// The window's band of that server, in small.
class Band : public QWidget
{
public:
    explicit Band(const EnvironmentChoice &choice) : m_choice(choice) {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokens();
        const Environment environment = m_choice.environment();
        QPainter painter(this);
        const bool isProduction = environment == Environment::Production;
        paintRound(&painter, rect(), px(6), isProduction ? t.prodSoft : t.surface,
                   isProduction ? t.prodLine : t.border);
        QPainterPath shape;
        shape.addRoundedRect(rect(), px(6), px(6));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipPath(shape);
        paintBand(&painter, QRect(0, 0, width(), px(3)), environment);
    }

private:
    const EnvironmentChoice &m_choice;
};

QString sentenceOf(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return EnvironmentChoice::tr(
            "Customers depend on it. It is marked everywhere, and every confirmation names it.");
    case Environment::Staging:
        return EnvironmentChoice::tr("For rehearsal. A change is confirmed once, then it runs.");
    case Environment::Development:
        break;
    }
    return EnvironmentChoice::tr("For trying things. Nobody depends on it.");
}

} // namespace

EnvironmentChoice::EnvironmentChoice(QWidget *parent)
    : QWidget(parent),
      m_words(new Segmented(tr("Environment"), {tr("Production"), tr("Staging"), tr("Development")})),
      m_band(new Band(*this)),
      m_name(new Text(FontRole::Heading)),
      m_tag(new EnvironmentTag(Environment::Production)),
      m_sentence(new Text(FontRole::Small, Tone::Second))
{
    m_words->setObjectName(QStringLiteral("environmentWords"));
    m_name->setObjectName(QStringLiteral("environmentName"));
    m_name->setEliding(true);
    m_sentence->setObjectName(QStringLiteral("environmentSentence"));
    m_sentence->setWrapping(true);
    auto *row = new QHBoxLayout(m_band);
    setSpaces(row, {14, 13, 14, 11}, 10);
    row->addWidget(m_name);
    row->addWidget(m_tag);
    row->addStretch(1);
    auto *words = new QHBoxLayout;
    words->addWidget(m_words);
    words->addStretch(1);
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {}, 8);
    column->addWidget(new Text(FontRole::Small, Tone::Second, tr("Environment")));
    column->addLayout(words);
    column->addWidget(m_band);
    column->addWidget(m_sentence);
    connect(m_words, &Segmented::chosen, this, [this] {
        show();
        Q_EMIT chosen(environment());
    });
    show();
}

Environment EnvironmentChoice::environment() const
{
    return order[size_t(std::max(0, m_words->current()))];
}

void EnvironmentChoice::setEnvironment(Environment environment)
{
    m_words->setCurrent(int(std::find(order.begin(), order.end(), environment) - order.begin()));
    show();
}

void EnvironmentChoice::setName(const QString &name)
{
    m_name->setText(name);
}

void EnvironmentChoice::show()
{
    m_tag->setEnvironment(environment());
    m_sentence->setText(sentenceOf(environment()));
    m_band->update();
}

} // namespace bouncepro

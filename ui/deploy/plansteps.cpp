// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deploy/plansteps.h"

#include "models/jobs/jobsentence.h"
#include "ui/look/button.h"
#include "ui/look/errorstate.h"
#include "ui/look/palette.h"
#include "ui/look/roles.h"
#include "ui/look/text.h"

#include <QBoxLayout>

#include <algorithm>

namespace bouncepro {

class PlanSteps::Rows : public StepRows
{
public:
    using StepRows::StepRows;
    void setCommandsShown(bool on)
    {
        m_commands = on;
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0));
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != SecondRole || !m_commands)
            return StepRows::data(index, role);
        // What all of them begin with would fill the row; the opened step has it.
        const QString command = StepRows::data(index, StepsModel::CommandRole).toString();
        const qsizetype common = commonStart();
        return common == 0 ? command : QStringLiteral("… ") + command.mid(common);
    }

private:
    qsizetype commonStart() const
    {
        QString start = StepRows::data(index(0, 0), StepsModel::CommandRole).toString();
        for (int row = 1; row < rowCount(); ++row) {
            const QString command = StepRows::data(index(row, 0), StepsModel::CommandRole).toString();
            const auto differs = std::mismatch(start.cbegin(), start.cend(), command.cbegin(), command.cend());
            start.truncate(differs.first - start.cbegin());
        }
        return rowCount() > 1 ? start.lastIndexOf(QLatin1Char(' ')) + 1 : 0;
    }

    bool m_commands = false;
};

PlanSteps::PlanSteps(QWidget *parent)
    : StepList(tr("Steps of the plan"), parent),
      m_rows(new Rows(this)),
      m_details(new DetailView(viewport()))
{
    m_details->hide();
    keepDressed(m_details, [this] {
        m_details->setFont(fontOf(FontRole::Mono));
        QPalette colours = m_details->palette();
        colours.setColor(QPalette::Base, tokens().sunken);
        colours.setColor(QPalette::Text, tokens().text2);
        m_details->setPalette(colours);
        m_details->document()->setDocumentMargin(px(8));
    });
    m_rows->setSourceModel(&m_model);
    setModel(m_rows);
    setFitting(true);
    connect(this, &PlanSteps::clicked, this, &PlanSteps::open);
    connect(this, &PlanSteps::activated, this, [this](const QModelIndex &index) {
        if (index == StepList::open())
            openBelow({}, m_details);
        else
            open(index);
    });
}

void PlanSteps::setPlan(const Plan &plan)
{
    openBelow({}, m_details);
    m_model.setPlan(plan);
}

void PlanSteps::setCommandsShown(bool on)
{
    m_rows->setCommandsShown(on);
}

void PlanSteps::open(const QModelIndex &index)
{
    const auto text = [&](int role) { return index.data(role).toString(); };
    const Step step = m_model.plan().steps.value(index.row());
    QStringList lines{text(StepsModel::CommandRole), tr("touches: %1").arg(text(StepsModel::TouchesRole)),
                      tr("if it fails: %1").arg(text(StepsModel::UndoTextRole))};
    if (const QString undo = text(StepsModel::UndoCommandRole); !undo.isEmpty())
        lines << undo;
    lines << tr("ended after %1 at the latest").arg(durationText(step.timeoutSeconds * 1000LL));
    m_details->setText(lines.join(QLatin1Char('\n')));
    m_details->setAccessibleName(tr("What “%1” runs").arg(text(Qt::DisplayRole)));
    openBelow(index, m_details, 176);
}

QLayout *planSection(const Plan &plan, const QString &name, const QString &note)
{
    auto *row = new QHBoxLayout;
    setSpaces(row, {}, 9);
    row->addWidget(new Text(FontRole::Heading, Tone::Plain, PlanSteps::tr("Plan")), note.isEmpty() ? 1 : 0);
    if (!note.isEmpty()) {
        auto *text = new Text(FontRole::Small, Tone::Second, note);
        text->setEliding(true);
        row->addWidget(text, 1);
    }
    auto *commands = new Button(PlanSteps::tr("Exact commands"), Variant::Quiet);
    commands->setObjectName(name + QStringLiteral("Commands"));
    commands->setIconName(QStringLiteral("terminal"));
    commands->setSmall(true);
    commands->setCheckable(true);
    row->addWidget(commands);
    auto *steps = new PlanSteps;
    steps->setObjectName(name + QStringLiteral("Steps"));
    steps->setPlan(plan);
    QObject::connect(commands, &Button::toggled, steps, &PlanSteps::setCommandsShown);
    auto *all = new QVBoxLayout;
    setSpaces(all, {}, 4);
    all->addLayout(row);
    all->addWidget(steps);
    return all;
}

} // namespace bouncepro

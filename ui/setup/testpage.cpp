// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/testpage.h"

#include "models/servers/wording.h"
#include "ui/look/banner.h"
#include "ui/look/button.h"
#include "ui/look/card.h"
#include "ui/look/steplist.h"
#include "ui/look/text.h"
#include "ui/setup/checkrows.h"

#include <algorithm>

namespace bouncepro {

TestPage::TestPage(const SetupSources &sources)
    : m_sources(sources),
      m_steps(new StepList(tr("Tests"))),
      m_remedy(new Banner(Mark::Down, {}, {})),
      m_keys(new Card({})),
      m_detail(new Text(FontRole::Mono, Tone::Plain)),
      m_again(new Button(tr("Test again"))),
      m_skip(new Button(tr("Go on without the test"), Variant::Quiet))
{
    auto *rows = new CheckRows(this);
    rows->setSourceModel(&m_model);
    m_steps->setObjectName(QStringLiteral("tests"));
    m_steps->setModel(rows);
    m_steps->setFitting(true);
    m_remedy->setObjectName(QStringLiteral("testRemedy"));
    m_remedy->setStacked(true);
    m_remedy->setLater(false);
    m_detail->setObjectName(QStringLiteral("testDetail"));
    m_detail->setWrapping(true);
    m_detail->setSelectable(true);
    m_keys->content()->addWidget(m_detail);
    m_again->setObjectName(QStringLiteral("testAgain"));
    m_again->setIconName(QStringLiteral("restart"));
    m_skip->setObjectName(QStringLiteral("skipTest"));
    auto *card = new Card({});
    card->content()->addWidget(m_steps);
    auto *note = new Text(FontRole::Small, Tone::Second,
                          tr("Nothing changes on the server. Your private key stays where it is."));
    note->setWrapping(true);
    auto *buttons = new QHBoxLayout;
    setSpaces(buttons, {}, 8);
    buttons->addWidget(m_again);
    buttons->addWidget(m_skip);
    buttons->addStretch(1);
    column()->addWidget(m_remedy);
    column()->addWidget(m_keys);
    column()->addLayout(buttons);
    column()->addWidget(card);
    column()->addWidget(note);
    column()->addStretch(1);
    connect(m_steps, &RowList::activated, this, &SetupPage::nextWanted);
    connect(m_again, &Button::clicked, this, &TestPage::begin);
    connect(m_skip, &Button::clicked, this, &TestPage::skipped);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &TestPage::tell);
    connect(&m_model, &ConnectionCheckModel::finished, this, [this] {
        m_isTested = true;
        tell();
        if (failure() && m_steps->hasFocus())
            m_again->setFocus(Qt::OtherFocusReason);
    });
    tell();
}

// Back and forth does not test again what was tested.
void TestPage::enter(const ServerProfile &draft)
{
    m_draft = draft;
    if (!m_isTested || draft.target != m_tested.target || !hasShell())
        begin();
}

void TestPage::leave()
{
    if (m_model.isRunning())
        m_model.stop();
}

void TestPage::begin()
{
    m_tested = m_draft;
    m_isTested = false;
    m_model.start(m_draft, m_sources.doorsOf(m_draft));
    tell();
}

void TestPage::setAsking(bool asking)
{
    m_isAsking = asking;
    tell();
}

const CheckFinding *TestPage::failure() const
{
    const QList<CheckFinding> &findings = m_model.report().findings;
    const auto it = std::find_if(findings.begin(), findings.end(),
                                 [](const CheckFinding &finding) { return finding.state == CheckState::Failed; });
    return !m_isTested || it == findings.end() ? nullptr : &*it;
}

// What the next step needs: the server answered what runs there.
bool TestPage::hasShell() const
{
    const CheckFinding *failed = failure();
    return m_isTested && (!failed || failed->step > CheckStep::Shell);
}

void TestPage::tell()
{
    const QString name = visibleText(m_draft.target.destination, 80);
    const CheckFinding *failed = failure();
    const bool isHere = m_isTested && !m_model.isRunning();
    m_passed = 0;
    int at = -1;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const auto state = CheckState(m_model.index(row).data(ConnectionCheckModel::StateRole).toInt());
        m_passed += state == CheckState::Passed || state == CheckState::Warned;
        at = state == CheckState::Running || state == CheckState::Failed ? row : at;
    }
    if (isHere && !failed) // what is next is below it
        at = m_model.rowCount() - 1;
    if (at >= 0)
        m_steps->setCurrentIndex(m_steps->model()->index(at, 0));
    const QString count = tr("%1: %2 of %3 passed").arg(name).arg(m_passed).arg(m_model.rowCount());
    if (!isHere && m_isAsking)
        head()->setState(Mark::Warning, tr("One test needs your answer"), count);
    else if (!isHere)
        head()->setState(Mark::Running, tr("Testing the way to the server"), count);
    else if (failed && hasShell())
        head()->setState(Mark::Warning, tr("The server answers, its stack does not yet"), count);
    else if (failed)
        head()->setState(Mark::Down, tr("The test stopped at: %1").arg(titleOf(failed->step)), count);
    else
        head()->setState(Mark::Well, tr("The server answers"), count);
    for (QWidget *part : {static_cast<QWidget *>(m_remedy), static_cast<QWidget *>(m_again)})
        part->setVisible(isHere && failed);
    // A key that changed is no reason to go on blindly.
    const bool isTrusted = !failed || (failed->error.code != ErrorCode::HostKeyMismatch &&
                                       failed->error.code != ErrorCode::HostKeyRevoked);
    m_skip->setVisible(isHere && failed && !hasShell() && isTrusted);
    const QString detail = failed ? visibleLines(failed->error.detail, 2000) : QString();
    m_detail->setText(detail);
    m_keys->setVisible(isHere && !detail.isEmpty());
    if (failed)
        m_remedy->set(hasShell() ? Mark::Warning : Mark::Down, visibleText(failed->error.message, 400),
                      visibleText(failed->error.remedy, 600));
    Q_EMIT changed();
}

QString TestPage::blocked() const
{
    if (!m_isTested)
        return m_isAsking ? tr("Waiting for your answer") : tr("The tests are running");
    return hasShell() ? QString() : outcome();
}

QString TestPage::outcome() const
{
    if (const CheckFinding *failed = failure())
        return tr("Stopped at: %1").arg(titleOf(failed->step));
    return m_isTested ? tr("%1 of %2 passed").arg(m_passed).arg(m_model.rowCount()) : QString();
}

QWidget *TestPage::firstField() const
{
    return m_steps;
}

} // namespace bouncepro

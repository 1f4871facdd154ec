// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmenteditor.h"

#include "ssh/operation.h"

namespace bouncepro {

namespace {
constexpr qsizetype mostSteps = 100; // each holds a whole file
}

EnvironmentEditor::EnvironmentEditor(const QString &file, Environment environment, QObject *parent)
    : QObject(parent),
      m_context{environment, file, {}}
{
}

void EnvironmentEditor::State::push(const EnvironmentDocument &document, const QString &what)
{
    if (document.text() == mine().text())
        return;
    steps.resize(at + 1);
    steps.append({document, what});
    if (steps.size() > mostSteps)
        steps.removeFirst();
    at = steps.size() - 1;
}

void EnvironmentEditor::run(const Work &work, bool isText)
{
    if (isText && !m_waiting.isEmpty() && m_waiting.last().isText)
        m_waiting.removeLast();
    m_waiting.append({work, isText});
    next();
}

void EnvironmentEditor::next()
{
    if (m_isBusy || m_waiting.isEmpty())
        return;
    m_isBusy = true;
    start(
        this,
        [work = m_waiting.takeFirst().work, state = m_state, context = m_context](std::stop_token) -> Made {
            Result<State> after = work(state);
            if (!after)
                return {std::move(after), {}};
            EditedEnvironment look = lookAt(after->base, after->mine(), EnvironmentSchema::builtIn(), context);
            return {std::move(after), std::move(look)};
        },
        [this](Made made) { finish(std::move(made)); });
}

void EnvironmentEditor::finish(Made made)
{
    m_isBusy = false;
    if (made.state) {
        m_state = std::move(*made.state);
        m_look = std::move(made.look);
        m_isLoaded = true;
        m_model.setLook(m_look);
        Q_EMIT changed();
    } else {
        Q_EMIT refused(made.state.error());
    }
    next();
}

void EnvironmentEditor::take(const std::optional<QByteArray> &text, const QHash<QString, QByteArray> &around)
{
    m_isThere = text.has_value();
    run([text = Secret(text.value_or(QByteArray())), around](State state) -> Result<State> {
        state.around = around;
        const EnvironmentDocument theirs(text.reveal(), around);
        const bool isUntouched = state.mine().text() == state.base.text();
        const bool isMine = theirs.text() == state.mine().text(); // it was applied
        if (isUntouched || isMine) {
            if (theirs.text() != state.mine().text() || state.steps.size() == 1) {
                state.steps = {Step{theirs, {}}};
                state.at = 0;
            }
            state.base = theirs;
            state.theirs.reset();
        } else if (theirs.text() == state.base.text()) {
            state.theirs.reset();
        } else {
            state.theirs = theirs;
        }
        return state;
    });
}

void EnvironmentEditor::settle(const QHash<QString, ConflictChoice> &choices)
{
    run([choices, what = tr("Take over what changed on the server")](State state) -> Result<State> {
        if (!state.theirs)
            return state;
        auto all = merged(state.base, state.mine(), *state.theirs, choices);
        if (!all)
            return fail(all.error());
        state.base = *state.theirs;
        state.push(all->document, what);
        state.theirs.reset();
        return state;
    });
}

void EnvironmentEditor::edit(const QList<EnvironmentEdit> &edits, const QString &what)
{
    run([edits, what](State state) -> Result<State> {
        auto document = state.mine().edited(edits);
        if (!document)
            return fail(document.error());
        state.push(*document, what);
        return state;
    });
}

void EnvironmentEditor::setValue(const QString &key, const Secret &value)
{
    edit({{.key = key, .value = value, .group = EnvironmentSchema::builtIn().groupOf(key)}},
         m_look.mine.find(key) ? tr("Change %1").arg(key) : tr("Add %1").arg(key));
}

void EnvironmentEditor::remove(const QString &key)
{
    edit({{.key = key}}, tr("Remove %1").arg(key));
}

void EnvironmentEditor::revert(const QString &key)
{
    run([key, what = tr("Take back %1").arg(key)](State state) -> Result<State> {
        const EnvironmentEntry *was = state.base.find(key);
        EnvironmentEdit edit{.key = key, .group = state.base.keys()};
        if (was && was->form == EnvironmentForm::Inherited)
            edit.inherited = true;
        else if (was)
            edit.written = Secret(state.base.written(*was));
        auto document = state.mine().edited({edit});
        if (!document)
            return fail(document.error());
        state.push(*document, what);
        return state;
    });
}

void EnvironmentEditor::setText(const QByteArray &text, const QString &what)
{
    run(
        [text = Secret(text), what](State state) -> Result<State> {
            state.push(EnvironmentDocument(text.reveal(), state.around), what);
            return state;
        },
        true);
}

void EnvironmentEditor::discard()
{
    run([what = tr("Discard all changes")](State state) -> Result<State> {
        if (state.theirs) {
            state.base = *state.theirs;
            state.theirs.reset();
        }
        state.push(state.base, what);
        return state;
    });
}

void EnvironmentEditor::undo()
{
    run([](State state) -> Result<State> {
        state.at = std::max<qsizetype>(state.at - 1, 0);
        return state;
    });
}

void EnvironmentEditor::redo()
{
    run([](State state) -> Result<State> {
        state.at = std::min(state.at + 1, state.steps.size() - 1);
        return state;
    });
}

} // namespace bouncepro

#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentmodel.h"

#include <QObject>

#include <functional>

namespace bouncepro {

/// One environment file while a person edits it: what the server has, what was made of it, and the way back and forth.
/// Lives on the GUI thread; all that takes long is done on a worker, in the order in which it was asked for.
class EnvironmentEditor : public QObject
{
    Q_OBJECT

public:
    /// file: the name that the schema knows, ".env.production".
    EnvironmentEditor(const QString &file, Environment environment, QObject *parent = nullptr);

    QString file() const { return m_context.file; }
    /// False until the server's file was taken.
    bool isLoaded() const { return m_isLoaded; }
    /// There is such a file on the server.
    bool isThere() const { return m_isThere; }
    const EditedEnvironment &look() const { return m_look; }
    EnvironmentModel *model() { return &m_model; }
    bool isDirty() const { return m_look.isDirty(); }
    /// Something that was asked for is not done yet.
    bool isBusy() const { return m_isBusy; }

    /// What the server has now; nullopt: no such file. around: the values of .env. Where nobody edits it takes the
    /// place of what is shown; else it becomes theirs().
    void take(const std::optional<QByteArray> &text, const QHash<QString, QByteArray> &around = {});
    /// The server's file where it is another one than what the edits began with.
    const std::optional<EnvironmentDocument> &theirs() const { return m_state.theirs; }
    /// Goes on from theirs with my changes (merged). Refused: those of merged.
    void settle(const QHash<QString, ConflictChoice> &choices);

    /// what: names the step for undo, "Change SMTP_HOST".
    void edit(const QList<EnvironmentEdit> &edits, const QString &what);
    void setValue(const QString &key, const Secret &value);
    void remove(const QString &key);
    /// The key as it is on the server.
    void revert(const QString &key);
    /// The whole text. Of several that wait the last one counts.
    void setText(const QByteArray &text, const QString &what);
    /// All edits are dropped; one step that can be undone.
    void discard();

    bool canUndo() const { return m_state.at > 0; }
    bool canRedo() const { return m_state.at + 1 < m_state.steps.size(); }
    /// What undo takes back and redo does again.
    QString undoText() const { return canUndo() ? m_state.steps[m_state.at].what : QString(); }
    QString redoText() const { return canRedo() ? m_state.steps[m_state.at + 1].what : QString(); }
    void undo();
    void redo();

Q_SIGNALS:
    void changed();
    /// An edit that was not made; the file is as before.
    void refused(const bouncepro::Error &error);

private:
    struct Step
    {
        EnvironmentDocument document;
        QString what;
    };
    struct State
    {
        EnvironmentDocument base;
        QHash<QString, QByteArray> around;
        QList<Step> steps = {Step{}}; // the first is what editing began with
        qsizetype at = 0;
        std::optional<EnvironmentDocument> theirs;
        const EnvironmentDocument &mine() const { return steps[at].document; }
        void push(const EnvironmentDocument &document, const QString &what);
    };
    using Work = std::function<Result<State>(State)>;
    struct Made
    {
        Result<State> state;
        EditedEnvironment look;
    };
    void run(const Work &work, bool isText = false);
    void next();
    void finish(Made made);

    const ValidationContext m_context;
    State m_state;
    EditedEnvironment m_look;
    EnvironmentModel m_model;
    struct Waiting
    {
        Work work;
        bool isText;
    };
    QList<Waiting> m_waiting;
    bool m_isBusy = false;
    bool m_isLoaded = false;
    bool m_isThere = false;
};

} // namespace bouncepro

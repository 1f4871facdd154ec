// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentdesk.h"

#include "models/servers/connectedhost.h"
#include "ssh/operation.h"

#include <algorithm>

namespace bouncepro {

namespace {

const QStringList fileNames{QStringLiteral(".env.production"), QStringLiteral(".env")};
// A stack without any of them is one that is still to be filled in.
Result<ServerEnvironment> readFiles(RemoteHost &host, const ServerProfile &profile, std::stop_token stop)
{
    auto answer = askEnvironment(host, profile, {.name = QStringLiteral("environment-files")}, stop);
    if (!answer)
        return fail(answer.error());
    auto files = parseServerEnvironment(*answer, profile.name);
    if (!files && files.error().code == ErrorCode::NotFound)
        return ServerEnvironment();
    return files;
}

} // namespace

EnvironmentDesk::EnvironmentDesk(ServerMonitor &monitor, JobCenter &center, QObject *parent)
    : QObject(parent),
      m_monitor(monitor)
{
    for (const QString &name : fileNames) {
        m_editors << new EnvironmentEditor(name, monitor.profile().environment, this);
        connect(m_editors.last(), &EnvironmentEditor::changed, this, &EnvironmentDesk::changed);
    }
    connect(&monitor, &ServerMonitor::changed, this, &EnvironmentDesk::changed);
    connect(&center, &JobCenter::jobFinished, this, [this] {
        if (m_files) // somebody looks at them
            refresh();
    });
}

EnvironmentEditor *EnvironmentDesk::editor(const QString &file) const
{
    const auto it = std::find_if(m_editors.begin(), m_editors.end(),
                                 [&](const EnvironmentEditor *editor) { return editor->file() == file; });
    return it == m_editors.end() ? nullptr : *it;
}

void EnvironmentDesk::refresh()
{
    if (m_isReading) {
        m_again = true;
        return;
    }
    const auto host = connectedHost(m_monitor, tr("Wait until the connection is back, then look again."));
    if (!host) {
        m_error = host.error();
        Q_EMIT changed();
        return;
    }
    m_isReading = true;
    start(
        this,
        [host = *host, profile = m_monitor.profile()](std::stop_token stop) { return readFiles(*host, profile, stop); },
        [this](const Result<ServerEnvironment> &files) {
            m_isReading = false;
            take(files);
            if (std::exchange(m_again, false))
                refresh();
        });
    Q_EMIT changed();
}

void EnvironmentDesk::take(const Result<ServerEnvironment> &files)
{
    if (!files) {
        m_error = files.error();
        Q_EMIT changed();
        return;
    }
    m_error.reset();
    m_files = *files;
    m_read = QDateTime::currentDateTimeUtc();
    const ServerEnvironmentFile *around = files->find(QStringLiteral(".env"));
    const auto values = around ? EnvironmentDocument(around->text.reveal()).values() : QHash<QString, QByteArray>();
    for (EnvironmentEditor *editor : std::as_const(m_editors)) {
        const ServerEnvironmentFile *file = files->find(editor->file());
        editor->take(file ? std::optional(file->text.reveal()) : std::nullopt,
                     file == around ? QHash<QString, QByteArray>() : values);
    }
    Q_EMIT changed();
}

LoadState EnvironmentDesk::state() const
{
    const bool isLoaded = m_files && std::all_of(m_editors.begin(), m_editors.end(),
                                                 [](const EnvironmentEditor *editor) { return editor->isLoaded(); });
    if (!isLoaded)
        return m_error && !m_isReading ? LoadState::Failed : LoadState::Loading;
    const bool isConnected = m_monitor.view().state == ConnectionState::Connected;
    return m_error || !isConnected ? LoadState::Stale : LoadState::Ready;
}

int EnvironmentDesk::changeCount() const
{
    int sum = 0;
    for (const EnvironmentEditor *editor : m_editors)
        if (editor->isDirty())
            sum += std::max(1, int(editor->look().changes.size()));
    return sum;
}

bool EnvironmentDesk::isDirty() const
{
    return changeCount() > 0;
}

void EnvironmentDesk::discard()
{
    for (EnvironmentEditor *editor : std::as_const(m_editors))
        if (editor->isDirty())
            editor->discard();
}

} // namespace bouncepro

// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/environmentsource.h"

#include "app/ctl/localfile.h"
#include "models/environment/environmentdiff.h"
#include "models/environment/environmentquoting.h"
#include "models/jobs/statedirectory.h"
#include "models/servers/stackstatus.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <unistd.h>

namespace bouncepro::ctl {

namespace {

constexpr qint64 largestValue = 1 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("bounceproctl", text);
}

} // namespace

const EnvironmentSchema &schema()
{
    return EnvironmentSchema::builtIn();
}

QString text(const Secret &value)
{
    return QString::fromUtf8(value.reveal());
}

QString oneLine(QString value)
{
    return value.replace(QLatin1Char('\n'), QStringLiteral("\\n"));
}

Shown shown(const Secret &value, bool mayBeSeen)
{
    return mayBeSeen ? Shown{text(value), text(value)} : Shown{QJsonValue(), tr("[secret]")};
}

const EnvironmentDocument *EnvironmentSource::find(const QString &file) const
{
    const auto it =
        std::find_if(documents.begin(), documents.end(), [&](const NamedDocument &d) { return d.file == file; });
    return it == documents.end() ? nullptr : &it->document;
}

Result<EnvironmentSource> openServerSource(const Call &call, const QString &name)
{
    auto server = call.server(name);
    if (!server)
        return fail(server.error());
    auto environment = readServerEnvironment(*server->host, server->profile, call.stop);
    if (!environment)
        return fail(environment.error());
    EnvironmentSource source{{}, server->profile, *environment, server->host};
    for (const ServerEnvironmentFile &file : environment->files)
        source.documents << NamedDocument{file.name, environment->document(file.name)};
    return source;
}

Result<EnvironmentSource> openSource(const Call &call)
{
    const QString path = call.options.value(QStringLiteral("file"));
    if (path.isEmpty())
        return openServerSource(call);
    auto file = LocalFile::open(path, LocalFile::For::Reading, call.stop);
    if (!file)
        return fail(file.error());
    return EnvironmentSource{{{path, EnvironmentDocument(file->bytes())}}, {}, {}, {}};
}

Result<EnvironmentSource> readSource(const Call &call)
{
    auto source = openSource(call);
    if (source)
        for (const NamedDocument &named : source->documents)
            if (auto accepted = named.document.accepted(); !accepted) {
                Error error = accepted.error();
                if (source->profile)
                    error.message = named.file + QStringLiteral(": ") + error.message;
                return fail(error);
            }
    return source;
}

Result<EnvironmentHistory> historyOf(const Call &call, const ConnectedServer &server)
{
    auto status = probe(*server.host, server.profile, ProbeDepth::Services, call.stop);
    if (!status)
        return fail(status.error());
    auto state = findState(*server.host, server.profile, status->project, call.stop);
    if (!state)
        return fail(state.error());
    return readEnvironmentHistory(*server.host, server.profile, *state ? (*state)->path : QString(), call.stop);
}

ChangesTable::ChangesTable(const Call &call, bool withFile)
    : m_all(call.options.isSet(QStringLiteral("show-secrets"))),
      m_withFile(withFile),
      m_rows{{tr("KEY"), tr("CHANGE"), tr("BEFORE"), tr("AFTER"), tr("LINE")}}
{
    if (withFile)
        m_rows.first() << tr("FILE");
}

void ChangesTable::add(const QString &file, const EnvironmentDocument &before, const EnvironmentDocument &after)
{
    QSet<QString> secrets = schema().secretsOf(before);
    secrets.unite(schema().secretsOf(after));
    for (const EnvironmentChange &change : changes(before, after)) {
        const bool mayBeSeen = m_all || !secrets.contains(change.key);
        const bool had = change.kind != EnvironmentChangeKind::Added,
                   has = change.kind != EnvironmentChangeKind::Removed;
        const Shown then = had ? shown(change.before, mayBeSeen) : Shown(),
                    now = has ? shown(change.after, mayBeSeen) : Shown();
        QJsonObject object{{QStringLiteral("key"), change.key},
                           {QStringLiteral("change"), nameOf(change.kind)},
                           {QStringLiteral("before"), then.json},
                           {QStringLiteral("after"), now.json},
                           {QStringLiteral("secret"), secrets.contains(change.key)},
                           {QStringLiteral("line"), change.line}};
        QStringList row{change.key, nameOf(change.kind), oneLine(then.text), oneLine(now.text),
                        QString::number(change.line)};
        if (m_withFile) {
            object[QStringLiteral("file")] = file;
            row << file;
        }
        m_array << object;
        m_rows << row;
    }
}

QString ChangesTable::text() const
{
    return isEmpty() ? tr("Both say the same.") : table(m_rows);
}

Result<Secret> newValue(const Call &call)
{
    const QString path = call.options.value(QStringLiteral("value-file"));
    QFile file(path);
    if (path.isEmpty() && isatty(STDIN_FILENO))
        return fail(ErrorCode::Invalid, tr("The value is read from standard input, and that is a terminal."),
                    tr("Pipe it in, or name a file with --value-file."));
    if (path.isEmpty() ? !file.open(STDIN_FILENO, QIODevice::ReadOnly) : !file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, tr("The value cannot be read."), tr("Check the path."), file.errorString());
    QByteArray bytes = file.read(largestValue + 1);
    if (bytes.size() > largestValue)
        return fail(ErrorCode::TooLarge, tr("The value is larger than 1 MB."), tr("Give a shorter one."));
    if (bytes.isEmpty()) // what should have written it may have failed
        return fail(ErrorCode::Invalid, tr("There is no value to read."),
                    tr("Give one; a line break alone stands for the empty value."));
    if (bytes.endsWith('\n'))
        bytes.chop(bytes.endsWith("\r\n") ? 2 : 1);
    return Secret(std::move(bytes));
}

Result<void> known(const EnvironmentDocument &document, const QString &key)
{
    if (document.find(key))
        return {};
    return fail(ErrorCode::NotFound, tr("%1 does not stand in the file.").arg(key),
                tr("List what does: bounceproctl env list"));
}

Result<void> noNewFault(const EnvironmentDocument &before, const EnvironmentDocument &after, const QString &remedy)
{
    if (after.faults().size() <= before.faults().size())
        return {};
    auto error = after.accepted();
    error.error().remedy = remedy;
    return error;
}

QStringList remarksOn(const QString &key, const Secret &value)
{
    QStringList remarks;
    if (const auto written = writtenValue(value); written && written->misreadBy)
        remarks << remarkOn(written->misreadBy);
    if (const EnvironmentKey *about = schema().find(key); about && !value.isEmpty())
        if (const QString complaint = complaintAbout(*about, text(value)); !complaint.isEmpty())
            remarks << tr("The value of %1 is not right. %2").arg(key, complaint);
    return remarks;
}

} // namespace bouncepro::ctl

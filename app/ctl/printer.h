#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ctl/exitcodes.h"
#include "models/deploy/deploy.h"
#include "models/deploy/rollbackpreview.h"
#include "models/logs/logline.h"

#include <QJsonObject>

namespace bouncepro::ctl {

/// What bounceproctl says: text for a person, or JSON for a script. A command answers with one JSON object; one that
/// follows answers one object a line. Text from servers is shown with control characters made visible.
class Printer
{
public:
    explicit Printer(bool json);

    bool json() const { return m_json; }
    /// The answer of a command: text (unless JSON is wanted) or object.
    void answer(const QString &text, const QJsonObject &object);
    /// Something on the way, on standard error; nothing in JSON.
    void remark(const QString &text);
    /// What happened, the evidence, what to do next; returns the exit code.
    int error(const Error &error);

private:
    bool m_json;
};

QJsonObject toJsonObject(const StackStatus &status);
QJsonObject toJsonObject(const Plan &plan);
QJsonObject toJsonObject(const JobSummary &job);
QJsonObject toJsonObject(const JobEvent &event);
QJsonObject toJsonObject(const Release &release, bool current);
QJsonObject toJsonObject(const RollbackPreview &preview);
QJsonObject toJsonObject(const Maintenance &maintenance);
QJsonObject toJsonObject(const AuditEntry &entry);
QJsonObject toJsonObject(const LogLine &line);

QString statusText(const ServerProfile &profile, const StackStatus &status);
QString planText(const Plan &plan);
/// To standard error, flushed.
void writeError(const QString &text);
/// Columns padded to the widest cell; the first row is the heading.
QString table(const QList<QStringList> &rows);
/// Control characters, bidirectional overrides and the like, made visible.
QString visible(const QString &text);
/// Local time; empty for an invalid one.
QString localTime(const QDateTime &time);

} // namespace bouncepro::ctl

// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/jobs/audit.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <array>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Audit", text);
}

std::optional<AuditEntry> parse(const QByteArray &line)
{
    const QList<QByteArray> f = line.split('\t');
    if (f.size() != 10 || f[8].size() != 64 || f[9].size() != 64)
        return {};
    const auto text = [&](int i) { return QString::fromUtf8(f[i]); };
    return AuditEntry{f[0].toInt(), QDateTime::fromString(text(1), Qt::ISODate),
                      text(2),      text(3),
                      text(4),      text(5),
                      text(6),      text(7),
                      f[8],         f[9]};
}

QByteArray hashOf(const QByteArray &line)
{
    return QCryptographicHash::hash(line.left(line.lastIndexOf('\t')), QCryptographicHash::Sha256).toHex();
}

} // namespace

QString nameOf(AuditFault fault)
{
    static constexpr std::array names = {"none", "edited", "deleted", "reordered", "torn", "cut-off", "rewritten"};
    return QString::fromLatin1(names[size_t(fault)]);
}

QString adviceOf(AuditFault fault, const QString &file)
{
    if (fault == AuditFault::None)
        return {};
    const QString worth = tr("Records before it hold; from it on they prove nothing.");
    if (fault == AuditFault::Torn)
        return tr("%1 A full disk or a power cut can cut a record short, and so can a person. Look at the room on the "
                  "server's disk; where that was not it, ask who was on the server.")
            .arg(worth);
    return tr("%1 Somebody who may write %2 changed it. Keep a copy of that file, and find out who was on the server: "
              "`last` and the log of sshd tell.")
        .arg(worth, file);
}

AuditReport verifyAudit(const QByteArray &file, const std::optional<AuditHead> &seen)
{
    AuditReport report;
    const auto blame = [&](AuditFault fault, int line, const QString &explanation) {
        if (report.fault == AuditFault::None) { // the first fault is the one to look at
            report.fault = fault;
            report.faultLine = line;
            report.explanation = explanation;
        }
    };
    QList<QByteArray> lines = file.split('\n');
    const bool torn = !lines.last().isEmpty();
    if (!torn)
        lines.removeLast();
    QByteArray previous(64, '0');
    int expected = 1;
    for (int i = 0; i < lines.size(); ++i) {
        const int number = i + 1;
        const auto entry = parse(lines[i]);
        if (!entry) {
            blame(AuditFault::Torn, number, tr("Line %1 is not a whole record.").arg(number));
            continue;
        }
        if (entry->hash != hashOf(lines[i]))
            blame(AuditFault::Edited, number,
                  tr("Line %1 was edited: its content does not match its hash.").arg(number));
        else if (entry->sequence < expected)
            blame(AuditFault::Reordered, number,
                  tr("Line %1 has number %2 and stands out of order.").arg(number).arg(entry->sequence));
        else if (entry->sequence > expected) {
            // A later line in its place: moved if the expected one follows somewhere, deleted otherwise.
            bool later = false;
            for (int k = i + 1; k < lines.size() && !later; ++k)
                later = lines[k].startsWith(QByteArray::number(expected) + '\t');
            blame(later ? AuditFault::Reordered : AuditFault::Deleted, number,
                  later ? tr("Line %1 stands before number %2.").arg(number).arg(expected)
                        : tr("Number %1 is missing before line %2.").arg(expected).arg(number));
        } else if (entry->previous != previous)
            blame(AuditFault::Edited, number, tr("Line %1 does not continue the line before it.").arg(number));
        previous = entry->hash;
        expected = entry->sequence + 1;
        report.entries << *entry;
    }
    if (torn)
        blame(AuditFault::Torn, int(lines.size()), tr("The last line has no end."));
    if (!report.entries.isEmpty())
        report.head = {report.entries.last().sequence, report.entries.last().hash};
    if (!seen || seen->sequence == 0)
        return report;
    for (const AuditEntry &entry : report.entries)
        if (entry.sequence == seen->sequence) {
            if (entry.hash != seen->hash)
                blame(AuditFault::Rewritten, entry.sequence,
                      tr("Number %1 is not the record that this console saw before: the chain was rewritten.")
                          .arg(seen->sequence));
            return report;
        }
    blame(AuditFault::CutOff, int(lines.size()) + 1,
          tr("This console has seen number %1; the file ends at %2: lines were cut off.")
              .arg(seen->sequence)
              .arg(report.head.sequence));
    return report;
}

} // namespace bouncepro

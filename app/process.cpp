// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process.h"

#include "models/servers/wording.h"

#include <QDateTime>
#include <QFile>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdio>
#include <mutex>

namespace bouncepro {

namespace {

constexpr qint64 maxLog = 1024 * 1024;
constexpr int olderLogs = 3;

struct Log
{
    std::mutex mutex;
    QString name;
    QFile file;

    void rotate()
    {
        file.close();
        QFile::remove(QStringLiteral("%1.%2").arg(name).arg(olderLogs));
        for (int i = olderLogs - 1; i >= 1; --i)
            QFile::rename(QStringLiteral("%1.%2").arg(name).arg(i), QStringLiteral("%1.%2").arg(name).arg(i + 1));
        QFile::rename(name, name + QStringLiteral(".1"));
        open();
    }

    void open()
    {
        file.setFileName(name);
        if (file.open(QIODevice::WriteOnly | QIODevice::Append, QFile::ReadOwner | QFile::WriteOwner))
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner); // of one that was there before, too
        else
            std::fprintf(stderr, "The log %s cannot be written: %s\n", qPrintable(name),
                         qPrintable(file.errorString()));
    }
};

// Never destroyed: threads may log until the very end.
Log &theLog()
{
    static Log *const log = new Log;
    return *log;
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static constexpr const char *levels[] = {"debug", "warning", "critical", "fatal", "info"};
    const QByteArray line =
        QStringLiteral("%1 %2 %3 %4\n")
            .arg(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs), QLatin1String(levels[type]),
                 QLatin1String(context.category), visibleText(message, 4000))
            .toUtf8();
    Log &log = theLog();
    const std::lock_guard lock(log.mutex);
    if (log.file.isOpen()) {
        log.file.write(line);
        log.file.flush();
        if (log.file.size() > maxLog)
            log.rotate();
    }
#ifdef NDEBUG
    if (type != QtCriticalMsg && type != QtFatalMsg)
        return;
#endif
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

} // namespace

void hardenProcess()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifdef NDEBUG // sanitizers and debuggers need ptrace
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void logToFile(const QString &file)
{
    Log &log = theLog();
    {
        const std::lock_guard lock(log.mutex);
        log.name = file;
        log.open();
    }
    qInstallMessageHandler(write);
}

} // namespace bouncepro

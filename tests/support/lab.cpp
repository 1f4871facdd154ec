// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/lab.h"

#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTcpSocket>

namespace bouncepro {

namespace {

QString source()
{
    return qEnvironmentVariable("BOUNCEPRO_SOURCE");
}

QByteArray run(const QString &program, const QStringList &arguments, int *code = nullptr)
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForFinished(300000))
        qFatal("%s %s did not end in 5 minutes", qPrintable(program), qPrintable(arguments.join(QLatin1Char(' '))));
    if (code)
        *code = process.exitCode();
    else if (process.exitCode() != 0)
        qFatal("%s %s: %s%s", qPrintable(program), qPrintable(arguments.join(QLatin1Char(' '))),
               process.readAllStandardOutput().constData(), process.readAllStandardError().constData());
    QByteArray out = process.readAllStandardOutput();
    return out.endsWith('\n') ? out.chopped(1) : out;
}

} // namespace

QString CtlAnswer::errorCode() const
{
    return last()[QLatin1String("error")][QLatin1String("code")].toString();
}

CtlProcess::~CtlProcess()
{
    if (m_process && m_process->state() != QProcess::NotRunning)
        crash();
}

void CtlProcess::drain()
{
    const QByteArray bytes = m_process->readAllStandardOutput();
    m_answer.out += bytes;
    m_pending += bytes;
    for (qsizetype end; (end = m_pending.indexOf('\n')) >= 0; m_pending.remove(0, end + 1))
        if (const QJsonDocument line = QJsonDocument::fromJson(m_pending.left(end)); line.isObject())
            m_answer.lines << line.object();
}

bool CtlProcess::waitFor(const std::function<bool(const QJsonObject &)> &satisfies, int milliseconds)
{
    const QDeadlineTimer deadline(milliseconds);
    while (true) {
        drain();
        for (; m_seen < m_answer.lines.size(); ++m_seen)
            if (satisfies(m_answer.lines[m_seen])) {
                ++m_seen;
                return true;
            }
        if (deadline.hasExpired() || m_process->state() == QProcess::NotRunning)
            return false;
        m_process->waitForReadyRead(200);
    }
}

bool CtlProcess::waitForStep(const QString &event, int number)
{
    return waitFor([&](const QJsonObject &line) {
        return line[QLatin1String("event")].toString() == event && line[QLatin1String("step")].toInt() == number;
    });
}

void CtlProcess::crash()
{
    m_process->kill();
    m_process->waitForFinished();
}

CtlAnswer CtlProcess::finish(int milliseconds)
{
    if (!m_process->waitForFinished(milliseconds))
        crash();
    drain();
    m_answer.err = m_process->readAllStandardError();
    m_answer.exitCode = m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
    return m_answer;
}

Lab &Lab::instance()
{
    static Lab lab(qEnvironmentVariable("BOUNCEPRO_LAB", QStringLiteral("tests")));
    return lab;
}

Lab::Lab(const QString &name, const QStringList &stack) : m_name(name)
{
    const QString lab = source() + QStringLiteral("/tests/lab/lab");
    run(lab, QStringList{QStringLiteral("up")} + stack + QStringList{m_name});
    static const QRegularExpression assignment(QStringLiteral("^(?:export )?([A-Z_]+)='?([^'\n]*)'?$"),
                                               QRegularExpression::MultilineOption);
    for (auto it = assignment.globalMatch(QString::fromUtf8(run(lab, {QStringLiteral("env"), m_name})));
         it.hasNext();) {
        const auto match = it.next();
        m_variables.insert(match.captured(1), match.captured(2));
    }
    m_lock = std::make_unique<QLockFile>(variable(QStringLiteral("LAB_DIR")) + QStringLiteral("/tests.lock"));
    m_lock->setStaleLockTime(0);
    if (!m_lock->tryLock(0))
        qFatal("Another test works on the lab %s; name another one with BOUNCEPRO_LAB.", qPrintable(m_name));
    addServer(QStringLiteral("deploy"), m_name);
    addServer(QStringLiteral("second"), m_name + QStringLiteral("-second"));
}

QByteArray Lab::command(const QString &command, const QStringList &arguments)
{
    return run(source() + QStringLiteral("/tests/lab/lab"),
               QStringList{command} + arguments.filter(QRegularExpression(QStringLiteral("^--"))) +
                   QStringList{m_name} + arguments.filter(QRegularExpression(QStringLiteral("^[^-]"))));
}

void Lab::reset()
{
    command(QStringLiteral("reset"));
    QFile::remove(m_config.filePath(QStringLiteral("audit-heads.json")));
}

QByteArray Lab::exec(const QStringList &argv, int *code)
{
    return run(source() + QStringLiteral("/tests/lab/lab"), QStringList{QStringLiteral("exec"), m_name} + argv, code);
}

CtlProcess Lab::start(const QStringList &arguments, const QString &account)
{
    auto process = std::make_unique<QProcess>();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("BOUNCEPRO_CONFIG"), m_config.path());
    environment.remove(QStringLiteral("SSH_AUTH_SOCK"));
    process->setProcessEnvironment(environment);
    process->setStandardInputFile(QProcess::nullDevice());
    const bool isSwitch =
        arguments.first() == QLatin1String("deploy") || arguments.first() == QLatin1String("rollback");
    QStringList soak; // ten seconds prove no more than two here
    if (isSwitch && !arguments.contains(QStringLiteral("--soak")))
        soak << QStringLiteral("--soak") << QStringLiteral("2");
    process->start(qEnvironmentVariable("BOUNCEPRO_BINARY") + QStringLiteral("/app/bounceproctl"),
                   QStringList{QStringLiteral("--json"), QStringLiteral("--server"),
                               account.isEmpty() ? QStringLiteral("deploy") : account} +
                       arguments + soak);
    if (!process->waitForStarted())
        qFatal("bounceproctl does not start: %s", qPrintable(process->errorString()));
    return CtlProcess(std::move(process));
}

CtlAnswer Lab::ctl(const QStringList &arguments, const QString &account, int milliseconds)
{
    return start(arguments, account).finish(milliseconds);
}

void Lab::addServer(const QString &name, const QString &destination, const QStringList &options)
{
    QStringList arguments{QStringLiteral("servers"),       QStringLiteral("add"),    name, destination,
                          QStringLiteral("--environment"), QStringLiteral("staging")};
    if (!options.contains(QStringLiteral("--ssh-config")))
        arguments << QStringLiteral("--ssh-config") << variable(QStringLiteral("LAB_SSH_CONFIG"));
    const CtlAnswer added = ctl(arguments + options);
    if (added.exitCode != 0)
        qFatal("servers add: %s %s", added.out.constData(), added.err.constData());
}

QJsonObject Lab::readiness() const
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(variable(QStringLiteral("LAB_HTTP_PORT")).toUInt()));
    if (!socket.waitForConnected(2000))
        return {};
    socket.write("GET /api/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(5000))
        answer += socket.readAll();
    return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
}

QByteArray Lab::head()
{
    return sh(QStringLiteral("git -c safe.directory='*' -C /opt/bouncepro rev-parse HEAD"));
}

QByteArray Lab::wouldChange()
{
    return sh(QStringLiteral(
        "cd /opt/bouncepro && docker compose -f docker-compose.prod.yml up -d --dry-run >/tmp/dry-run 2>&1 "
        "|| echo fails; grep -e Creat -e Recreat -e Started /tmp/dry-run || true"));
}

QString Lab::servedRelease() const
{
    const QJsonObject answer = readiness();
    return answer[QLatin1String("status")].toString() == QLatin1String("ready")
               ? answer[QLatin1String("release")].toString()
               : QString();
}

} // namespace bouncepro

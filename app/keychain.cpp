// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychain.h"

#include "ssh/mailbox.h"
#include "ssh/operation.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QThread>

#include <qt6keychain/keychain.h>

#include <condition_variable>
#include <optional>
#include <semaphore>

namespace bouncepro {

namespace {

Q_LOGGING_CATEGORY(log, "bouncepro.keychain")

const QString service = QStringLiteral("BouncePro Console");

QString tr(const char *text)
{
    return QCoreApplication::translate("Keychain", text);
}

} // namespace

struct Keychain::Answer
{
    QKeychain::Error error = QKeychain::NoError;
    QString complaint;
    std::optional<Secret> secret;
};

/// The thread on which the jobs live; started with the first call, so that a program that needs no secret has none.
class Keychain::Jobs
{
public:
    /// What a waiting caller and its job share; the job may end long after the caller has gone.
    struct Call
    {
        std::mutex mutex;
        std::condition_variable changed;
        std::optional<Answer> answer;
    };

    Jobs() = default;
    ~Jobs()
    {
        if (m_thread) {
            m_thread->quit();
            m_thread->wait();
        }
    }
    Q_DISABLE_COPY_MOVE(Jobs)

    Mailbox::Sender sender()
    {
        const std::lock_guard lock(m_mutex);
        if (!m_thread) {
            std::binary_semaphore ready(0);
            m_thread.reset(QThread::create([this, &ready] {
                Mailbox mailbox;
                m_sender = mailbox.sender();
                ready.release();
                QEventLoop loop;
                loop.exec();
            }));
            m_thread->setObjectName(QStringLiteral("keychain"));
            m_thread->start();
            ready.acquire();
        }
        return m_sender;
    }

    // On the thread.
    static void start(Act act, const QString &entry, const Secret &secret, const std::shared_ptr<Call> &call)
    {
        QKeychain::Job *job = nullptr;
        if (act == Act::Read) {
            job = new QKeychain::ReadPasswordJob(service);
        } else if (act == Act::Remove) {
            job = new QKeychain::DeletePasswordJob(service);
        } else {
            auto *write = new QKeychain::WritePasswordJob(service);
            write->setBinaryData(secret.reveal());
            job = write;
        }
        job->setKey(entry);
        job->setInsecureFallback(false);
        QObject::connect(job, &QKeychain::Job::finished, [act, call](QKeychain::Job *done) {
            Answer answer{done->error(), done->errorString(), {}};
            if (act == Act::Read && answer.error == QKeychain::NoError)
                answer.secret = Secret(static_cast<QKeychain::ReadPasswordJob *>(done)->binaryData());
            const std::lock_guard lock(call->mutex);
            call->answer = std::move(answer);
            call->changed.notify_all();
        });
        job->start(); // deletes itself
    }

private:
    std::mutex m_mutex;
    std::unique_ptr<QThread> m_thread;
    Mailbox::Sender m_sender;
};

Keychain::Keychain(std::chrono::milliseconds limit) : m_limit(limit), m_jobs(std::make_unique<Jobs>()) {}

Keychain::~Keychain() = default;

bool Keychain::isAvailable() const
{
    const std::lock_guard lock(m_mutex);
    return m_isAvailable;
}

// Errors: Missing (no keychain here), Timeout, PermissionDenied.
Result<Keychain::Answer> Keychain::run(Act act, const SecretQuestion &question, const Secret &secret)
{
    if (!isAvailable())
        return fail(ErrorCode::Missing, tr("There is no keychain."));
    const auto call = std::make_shared<Jobs::Call>();
    m_jobs->sender().post([act, entry = entryOf(question), secret, call] { Jobs::start(act, entry, secret, call); });
    std::unique_lock lock(call->mutex);
    if (!call->changed.wait_for(lock, m_limit, [&] { return call->answer.has_value(); }))
        return fail(ErrorCode::Timeout, tr("The keychain did not answer within %1 s.").arg(m_limit.count() / 1000),
                    tr("Unlock it, or go on without: the secret is asked for."));
    switch (call->answer->error) {
    case QKeychain::NoError:
    case QKeychain::EntryNotFound:
        return std::move(*call->answer);
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return fail(ErrorCode::PermissionDenied, tr("The keychain refused access."), {}, call->answer->complaint);
    default:
        break;
    }
    // No backend, or one that cannot be used: it is the same to the person. Asked again with the next run.
    qCInfo(log).noquote() << "no keychain, secrets are kept for this run only:" << call->answer->complaint;
    const std::lock_guard own(m_mutex);
    m_isAvailable = false;
    return fail(ErrorCode::Missing, tr("There is no keychain."), {}, call->answer->complaint);
}

Result<std::optional<Secret>> Keychain::read(const SecretQuestion &question)
{
    auto answer = run(Act::Read, question, {});
    if (!answer && answer.error().code == ErrorCode::Missing)
        return m_memory.read(question);
    if (!answer)
        return fail(answer.error());
    return std::move(answer->secret);
}

Result<void> Keychain::write(const SecretQuestion &question, const Secret &secret)
{
    auto answer = run(Act::Write, question, secret);
    if (!answer && answer.error().code == ErrorCode::Missing)
        return m_memory.write(question, secret);
    if (!answer)
        return fail(answer.error());
    return {};
}

Result<void> Keychain::remove(const SecretQuestion &question)
{
    auto answer = run(Act::Remove, question, {});
    if (!answer && answer.error().code == ErrorCode::Missing)
        return m_memory.remove(question);
    if (!answer)
        return fail(answer.error());
    return {};
}

Result<std::optional<Secret>> MemoryStore::read(const SecretQuestion &question)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_secrets.find(entryOf(question));
    return it == m_secrets.end() ? std::nullopt : std::optional(it->second);
}

Result<void> MemoryStore::write(const SecretQuestion &question, const Secret &secret)
{
    const std::lock_guard lock(m_mutex);
    m_secrets[entryOf(question)] = secret;
    return {};
}

Result<void> MemoryStore::remove(const SecretQuestion &question)
{
    const std::lock_guard lock(m_mutex);
    m_secrets.erase(entryOf(question));
    return {};
}

} // namespace bouncepro

// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/authentication.h"

#include "ssh/agent.h"
#include "ssh/conversation.h"
#include "ssh/handshake.h"
#include "ssh/privatekey.h"
#include "ssh/wireformat.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace bouncepro {

namespace {

constexpr int maxAttempts = 3;
constexpr auto closeWait = std::chrono::milliseconds(300);
constexpr auto personLimit = std::chrono::seconds(75); // an agent that asks a person to confirm

QString tr(const char *text)
{
    return QCoreApplication::translate("Authentication", text);
}

// What libssh2 calls back with the bytes to sign, after the server took the public key.
struct Signer
{
    Agent *agent = nullptr; // none: only to see whether the server takes the key
    HostKey key;
    bool taken = false;
    std::optional<Error> error;
};

quint32 agentFlags(const QByteArray &data)
{
    qsizetype at = 0;
    wire::takeString(data, at); // session id
    at += 1;
    for (int i = 0; i < 3; ++i)
        wire::takeString(data, at); // user, service, "publickey"
    at += 1;
    const auto algorithm = wire::takeString(data, at);
    return algorithm == QByteArray("rsa-sha2-512") ? 4 : algorithm == QByteArray("rsa-sha2-256") ? 2 : 0;
}

int signCallback(LIBSSH2_SESSION *, unsigned char **signature, size_t *length, const unsigned char *data,
                 size_t dataLength, void **abstract)
{
    auto *signer = static_cast<Signer *>(*abstract);
    signer->taken = true;
    if (!signer->agent)
        return -1;
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(dataLength));
    const auto made = signer->agent->sign(signer->key, bytes, agentFlags(bytes));
    if (!made) {
        signer->error = made.error();
        return -1;
    }
    *length = size_t(made->size());
    *signature = static_cast<unsigned char *>(std::malloc(*length)); // libssh2 frees it
    std::memcpy(*signature, made->constData(), *length);
    return 0;
}

class Login
{
public:
    Login(Transport &transport, const SshSettings &settings, Interaction &interaction, const std::stop_token &stop)
        : m_transport(transport),
          m_settings(settings),
          m_interaction(interaction),
          m_stop(stop),
          m_user(settings.user.toUtf8())
    {
    }

    Result<QString> run();

private:
    enum class Step { In, Refused, Ended };
    Step askMethods();
    Step askMethodsAgain(const QString &key);
    Step attempt(const QByteArray &method);
    Step tryKeys();
    Step tryAgent();
    Step tryFile(const QString &path);
    Step unlock(const PrivateKeyFile &key);
    Step offer(Signer &signer);
    Step tryQuestions();
    Step tryPassword();
    Step judge(long rc);
    Error nothingWorked() const;
    bool offers(const char *method) const { return m_methods.contains(method); }
    void keepUnusable(const Error &error)
    {
        if (!m_unusable)
            m_unusable = error;
    }

    Transport &m_transport;
    const SshSettings &m_settings;
    Interaction &m_interaction;
    const std::stop_token &m_stop;
    const QByteArray m_user;
    QByteArrayList m_methods;
    QString m_usedKey;
    QStringList m_tried;
    QList<HostKey> m_agentKeys; // already refused: their files need no second try
    QStringList m_rsa;
    QString m_takenKey;    // the server took it, and wants more
    bool m_locked = false; // a key that the server takes could not be unlocked
    std::optional<Error> m_unusable;
    std::optional<Error> m_end;
};

Result<QString> Login::run()
{
    Step step = askMethods();
    for (QByteArrayList left = m_settings.methods; step == Step::Refused && !m_locked;) {
        const auto next =
            std::find_if(left.cbegin(), left.cend(), [this](const QByteArray &method) { return offers(method); });
        if (next == left.cend())
            break;
        step = attempt(left.takeAt(next - left.cbegin()));
    }
    if (step == Step::In)
        return m_takenKey.isEmpty() ? m_usedKey : m_takenKey;
    return fail(m_end ? *m_end : nothingWorked());
}

Login::Step Login::attempt(const QByteArray &method)
{
    return method == "publickey" ? tryKeys() : method == "password" ? tryPassword() : tryQuestions();
}

Login::Step Login::judge(long rc)
{
    if (rc == 0)
        return Step::In;
    const QString host = m_settings.host;
    if (rc == Transport::stopped)
        m_end = Error{ErrorCode::Cancelled, tr("Logging in to %1 was cancelled.").arg(host), {}, {}};
    else if (rc == LIBSSH2_ERROR_TIMEOUT)
        m_end = Error{ErrorCode::Timeout,
                      tr("%1 did not answer the login in time.").arg(host),
                      {},
                      tr("Check the load of the server, and its name servers (UseDNS, PAM).")};
    else if (m_transport.isAtEnd() || rc == LIBSSH2_ERROR_SOCKET_DISCONNECT || rc == LIBSSH2_ERROR_SOCKET_RECV ||
             rc == LIBSSH2_ERROR_SOCKET_SEND)
        m_end = Error{
            ErrorCode::AuthFailed,
            m_tried.isEmpty() ? tr("%1 ended the connection during the login of %2.").arg(host, m_settings.user)
                              : tr("%1 ended the connection after %2 keys were refused for %3.")
                                    .arg(host)
                                    .arg(m_tried.size())
                                    .arg(m_settings.user),
            m_tried.join(u'\n'),
            tr("Name the one right key with IdentityFile and IdentitiesOnly yes in the SSH configuration: servers "
               "end a connection after some failures (MaxAuthTries), and may turn this machine away for a while.")};
    return m_end ? Step::Ended : Step::Refused;
}

Login::Step Login::askMethods()
{
    char *list = nullptr;
    const long rc = m_transport.complete(stepLimit, m_stop, [&]() -> long {
        list = libssh2_userauth_list(m_transport.session(), m_user.constData(), unsigned(m_user.size()));
        if (list || libssh2_userauth_authenticated(m_transport.session()))
            return 0;
        return libssh2_session_last_errno(m_transport.session());
    });
    if (list) {
        m_methods = QByteArray(list).split(',');
        return Step::Refused;
    }
    m_usedKey = QStringLiteral("none");
    return judge(rc == 0 ? 0 : rc);
}

// A refusal after the signature may mean that the server wants something else besides the key (partial success), which
// libssh2 does not tell: the methods that it offers now do.
Login::Step Login::askMethodsAgain(const QString &key)
{
    const QByteArrayList before = m_methods;
    const Step step = askMethods();
    if (m_methods != before)
        m_takenKey = key;
    return step;
}

Login::Step Login::tryKeys()
{
    Step step = tryAgent();
    for (const QString &path : m_settings.identityFiles)
        if (step == Step::Refused && offers("publickey"))
            step = tryFile(path);
    return step;
}

Login::Step Login::offer(Signer &signer)
{
    void *abstract = &signer;
    m_tried << QStringLiteral("%1 %2").arg(QString::fromLatin1(signer.key.type), signer.key.fingerprint());
    const QByteArray &blob = signer.key.blob;
    const long rc = m_transport.complete(signer.agent ? personLimit : stepLimit, m_stop, [&] {
        return libssh2_userauth_publickey(m_transport.session(), m_user.constData(),
                                          reinterpret_cast<const unsigned char *>(blob.constData()),
                                          size_t(blob.size()), signCallback, &abstract);
    });
    if (signer.error)
        keepUnusable(*signer.error);
    if (rc == 0)
        m_usedKey = signer.key.fingerprint();
    // libssh2 gives one number to an answer that says no and to no answer.
    const bool noAnswer = rc == LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED && !signer.taken;
    const Step step = judge(noAnswer && m_transport.hasPeerClosed(closeWait) ? LIBSSH2_ERROR_SOCKET_DISCONNECT : rc);
    const bool wasSigned = signer.taken && signer.agent && !signer.error;
    return step == Step::Refused && wasSigned ? askMethodsAgain(signer.key.fingerprint()) : step;
}

Login::Step Login::tryAgent()
{
    if (m_settings.identityAgent.isEmpty())
        return Step::Refused;
    auto agent = Agent::connect(m_settings.identityAgent, m_stop);
    if (!agent)
        return Step::Refused; // as ssh: no agent, no keys of it
    const auto keys = (*agent)->identities();
    if (!keys) {
        keepUnusable(keys.error());
        return Step::Refused;
    }
    QList<QByteArray> configured;
    for (const QString &path : m_settings.identityFiles)
        if (const auto file = PrivateKeyFile::read(path); file && file->publicKey)
            configured << file->publicKey->blob;
    QList<HostKey> ordered;
    for (const HostKey &key : *keys)
        if (configured.contains(key.blob))
            ordered << key;
    for (const HostKey &key : *keys)
        if (!m_settings.identitiesOnly && !configured.contains(key.blob))
            ordered << key;
    for (const HostKey &key : std::as_const(ordered)) {
        if (!isKeyTypeUsable(key.type)) {
            if (key.type == "ssh-rsa")
                m_rsa << key.fingerprint();
            continue;
        }
        m_agentKeys << key;
        Signer signer{agent->get(), key, false, std::nullopt};
        if (const Step step = offer(signer); step != Step::Refused || !offers("publickey"))
            return step;
    }
    return Step::Refused;
}

Login::Step Login::tryFile(const QString &path)
{
    const auto key = PrivateKeyFile::read(path);
    if (!key) {
        keepUnusable(key.error());
        return Step::Refused;
    }
    if (key->isRsa() && !canSignRsa()) {
        m_rsa << path;
        return Step::Refused;
    }
    if (key->publicKey && m_agentKeys.contains(*key->publicKey))
        return Step::Refused;
    if (key->encrypted && key->publicKey && isKeyTypeUsable(key->publicKey->type)) {
        // Nobody is asked for the passphrase of a key that the server does not take.
        Signer probe{nullptr, *key->publicKey, false, std::nullopt};
        const Step step = offer(probe);
        if (step != Step::Refused || !probe.taken)
            return step;
    }
    return unlock(*key);
}

Login::Step Login::unlock(const PrivateKeyFile &key)
{
    const QByteArray file = QFile::encodeName(key.path);
    SecretQuestion question{SecretKind::KeyPassphrase, m_settings.user, m_settings.host, m_settings.port, key.path, 1};
    for (; question.attempt <= maxAttempts; ++question.attempt) {
        std::optional<Secret> passphrase;
        if (key.encrypted) {
            passphrase = m_interaction.secret(question);
            if (!passphrase) {
                m_locked = true;
                keepUnusable(
                    {ErrorCode::KeyUnusable,
                     tr("The key %1 needs its passphrase, and none was given.").arg(key.path),
                     {},
                     tr("Give the passphrase of %1, or load the key into the agent: `ssh-add %1`").arg(key.path)});
                return Step::Refused;
            }
        }
        const long rc = m_transport.complete(stepLimit, m_stop, [&] {
            return libssh2_userauth_publickey_fromfile_ex(m_transport.session(), m_user.constData(),
                                                          unsigned(m_user.size()), nullptr, file.constData(),
                                                          passphrase ? passphrase->reveal().constData() : nullptr);
        });
        const bool refused = rc == LIBSSH2_ERROR_AUTHENTICATION_FAILED || rc == LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED;
        if (passphrase && (rc == 0 || refused))
            m_interaction.secretAccepted(question, *passphrase);
        if (rc == 0)
            m_usedKey = key.publicKey ? key.publicKey->fingerprint() : key.path;
        if (const Step step = judge(rc); step != Step::Refused)
            return step;
        m_tried << key.path;
        if (rc == LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED)
            return askMethodsAgain(key.publicKey ? key.publicKey->fingerprint() : key.path);
        if (refused)
            return Step::Refused;
        if (!key.encrypted) {
            keepUnusable(
                {ErrorCode::KeyUnusable,
                 tr("The key %1 cannot be read by libssh2 %2.").arg(key.path, libssh2Version()),
                 {},
                 tr("Use an Ed25519 or ECDSA key in OpenSSH's format, or load the key into the agent: `ssh-add %1`")
                     .arg(key.path)});
            return Step::Refused;
        }
        m_interaction.secretRejected(question);
    }
    m_locked = true;
    keepUnusable({ErrorCode::KeyUnusable,
                  tr("The passphrase of the key %1 was wrong %2 times.").arg(key.path).arg(maxAttempts),
                  {},
                  tr("Give the passphrase of %1; `ssh-keygen -y -f %1` tells whether it is right.").arg(key.path)});
    return Step::Refused;
}

Login::Step Login::tryQuestions()
{
    bool passwordOnly = false;
    for (int attempt = 1; attempt <= maxAttempts; ++attempt) {
        Conversation conversation(m_transport, m_settings, m_interaction, m_stop, attempt);
        const long rc = conversation.run();
        if (rc == 0) {
            m_usedKey = QStringLiteral("keyboard-interactive");
            if (conversation.password())
                m_interaction.secretAccepted(conversation.passwordQuestion(), *conversation.password());
        }
        if (rc != Transport::stopped && conversation.end()) {
            m_end = conversation.end();
            return Step::Ended;
        }
        if (const Step step = judge(rc); step != Step::Refused)
            return step;
        if (!conversation.hasAsked()) // it has nothing to ask, or the answers before were right and it wants more
            return attempt == 1 ? Step::Refused : askMethods();
        m_tried << tr("answers to the server's questions");
        passwordOnly = conversation.hasAskedPasswordOnly();
        if (passwordOnly)
            m_interaction.secretRejected(conversation.passwordQuestion());
    }
    if (passwordOnly)
        m_methods.removeAll("password"); // the same one would be asked for again
    return Step::Refused;
}

Login::Step Login::tryPassword()
{
    SecretQuestion question{SecretKind::Password, m_settings.user, m_settings.host, m_settings.port, {}, 1};
    for (; question.attempt <= maxAttempts; ++question.attempt) {
        const auto password = m_interaction.secret(question);
        if (!password)
            return Step::Refused;
        const QByteArray &bytes = password->reveal();
        const long rc = m_transport.complete(stepLimit, m_stop, [&] {
            return libssh2_userauth_password_ex(m_transport.session(), m_user.constData(), unsigned(m_user.size()),
                                                bytes.constData(), unsigned(bytes.size()), nullptr);
        });
        if (rc == 0) {
            m_usedKey = QStringLiteral("password");
            m_interaction.secretAccepted(question, *password);
        }
        if (rc == LIBSSH2_ERROR_PASSWORD_EXPIRED) {
            m_end = Error{ErrorCode::AuthFailed,
                          tr("The password of %1 on %2 has expired.").arg(m_settings.user, m_settings.host),
                          {},
                          tr("Log in with ssh and change it.")};
            return Step::Ended;
        }
        m_tried << tr("password");
        if (const Step step = judge(rc); step != Step::Refused)
            return step;
        // Right, and the server wants more (partial success)? The question counts as one more failure with sshd, which
        // hangs up at six: it is left out where no further password follows.
        if (question.attempt < maxAttempts) {
            const QByteArrayList before = m_methods;
            if (const Step step = askMethods(); step != Step::Refused)
                return step;
            if (m_methods != before) {
                m_interaction.secretAccepted(question, *password);
                return Step::Refused;
            }
        }
        m_interaction.secretRejected(question);
    }
    return Step::Refused;
}

Error Login::nothingWorked() const
{
    const QString who = m_settings.user + u'@' + m_settings.host;
    if (m_unusable)
        return *m_unusable;
    if (!m_rsa.isEmpty())
        return {ErrorCode::KeyUnusable,
                tr("libssh2 %1 cannot sign with RSA keys as this server requires (rsa-sha2): %2.")
                    .arg(libssh2Version(), m_rsa.join(QStringLiteral(", "))),
                m_tried.join(u'\n'),
                tr("Use an Ed25519 or ECDSA key (`ssh-keygen -t ed25519`, then `ssh-copy-id`), or a console built with "
                   "libssh2 1.11 or "
                   "newer.")};
    if (!m_takenKey.isEmpty())
        return {ErrorCode::AuthFailed,
                tr("%1 takes the key %2 and wants more than a key, which was not given.").arg(who, m_takenKey),
                QString::fromLatin1(m_methods.join(", ")),
                tr("Connect where its questions can be answered, or ask its administrator what "
                   "AuthenticationMethods demands.")};
    if (!offers("publickey") && !offers("keyboard-interactive") && !offers("password"))
        return {ErrorCode::AuthFailed, tr("%1 offers no way to log in that this version knows.").arg(who),
                QString::fromLatin1(m_methods.join(", ")),
                tr("Allow public keys for this login on the server (PubkeyAuthentication).")};
    return {ErrorCode::AuthFailed,
            m_tried.isEmpty() ? tr("There is no key to log in to %1 with.").arg(who)
                              : tr("%1 refused every key and answer that was tried.").arg(who),
            m_tried.join(u'\n'),
            tr("Check the user, and that the public key stands in ~/.ssh/authorized_keys on the server, which only its "
               "owner may "
               "write; name the key with IdentityFile or load it with `ssh-add`.")};
}

} // namespace

Result<QString> authenticate(Transport &transport, const SshSettings &settings, Interaction &interaction,
                             const std::stop_token &stop)
{
    return Login(transport, settings, interaction, stop).run();
}

} // namespace bouncepro

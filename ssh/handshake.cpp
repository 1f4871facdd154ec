// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/handshake.h"

#include "ssh/frame.h"
#include "ssh/privatekey.h"
#include "ssh/wireformat.h"

#include <QCoreApplication>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Handshake", text);
}

QString place(const SshSettings &settings)
{
    return QStringLiteral("%1:%2").arg(settings.host).arg(settings.port);
}

// In order of preference; an older libssh2 has not all of them.
constexpr char keyExchanges[] =
    "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
    "diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,diffie-hellman-group18-sha512,"
    "diffie-hellman-group14-sha256";
constexpr char ciphers[] =
    "aes128-gcm@openssh.com,aes256-gcm@openssh.com,chacha20-poly1305@openssh.com,aes128-ctr,aes256-ctr,aes192-ctr";
constexpr char macs[] = "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512";

// The names under which a key of this type is negotiated.
QByteArrayList algorithmsFor(const QByteArray &type)
{
    if (type == "ssh-rsa")
        return canSignRsa() ? QByteArrayList{"rsa-sha2-512", "rsa-sha2-256"} : QByteArrayList{};
    return isKeyTypeUsable(type) ? QByteArrayList{type} : QByteArrayList{};
}

QByteArrayList hostKeyAlgorithms(const SshSettings &settings, const KnownHosts &known)
{
    QByteArrayList usable;
    for (const char *type :
         {"ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa"})
        usable << algorithmsFor(type);
    QByteArrayList result;
    const auto add = [&](const QByteArrayList &names) {
        for (const QByteArray &name : names)
            if (usable.contains(name) && settings.hostKeyAlgorithms.contains(name) && !result.contains(name))
                result << name;
    };
    for (const QByteArray &type : known.types())
        add(algorithmsFor(type));
    add(settings.hostKeyAlgorithms);
    return result;
}

// Those of the list that this libssh2 has. It would leave out the others by itself, but 1.10 copies between
// overlapping memory then.
QByteArray supported(LIBSSH2_SESSION *session, int method, const QByteArray &list)
{
    const char **names = nullptr;
    const int count = libssh2_session_supported_algs(session, method, &names);
    const QByteArrayList known(names, names + std::max(count, 0));
    libssh2_free(session, names);
    QByteArrayList result = list.split(',');
    result.removeIf([&](const QByteArray &name) { return !known.contains(name); });
    return result.join(',');
}

// The server's offer (RFC 4253, 7.1): after its banner a packet of length, padding length, 20, cookie, name lists.
QByteArrayList offeredHostKeys(const QByteArray &first)
{
    const qsizetype banner = first.startsWith("SSH-") ? 0 : first.indexOf("\nSSH-") + 1;
    const qsizetype line = first.indexOf('\n', banner);
    qsizetype at = line + 1 + 4 + 1;
    if (line < 0 || first.size() <= at + 17 || first[at] != 20)
        return {};
    at += 17;
    const auto exchanges = wire::takeString(first, at);
    const auto keys = exchanges ? wire::takeString(first, at) : std::nullopt;
    return keys ? keys->split(',') : QByteArrayList();
}

tl::unexpected<Error> noCommonHostKey(const SshSettings &settings, const KnownHosts &known,
                                      const QByteArrayList &offered)
{
    const bool onlyRsa = !offered.isEmpty() && std::all_of(offered.cbegin(), offered.cend(),
                                                           [](const QByteArray &name) { return name.contains("rsa"); });
    if (onlyRsa && !canSignRsa())
        return fail(
            ErrorCode::KeyUnusable,
            tr("%1 has only an RSA host key, which libssh2 %2 cannot verify as this server requires (rsa-sha2).")
                .arg(place(settings), libssh2Version()),
            tr("Create an Ed25519 host key on the server (`ssh-keygen -A`), or use a console built with libssh2 "
               "1.11 or newer."),
            QString::fromLatin1(offered.join(", ")));
    return fail(ErrorCode::Protocol,
                tr("%1 and this console share no kind of host key that is safe.").arg(place(settings)),
                tr("Create an Ed25519 host key on the server (`ssh-keygen -A`), or widen HostKeyAlgorithms."),
                tr("Offered: %1. Known: %2.")
                    .arg(QString::fromLatin1(offered.join(", ")), QString::fromLatin1(known.types().join(", "))));
}

} // namespace

Error endedEarly(const SshSettings &settings, const QByteArray &first, const QString &detail)
{
    const QString came = printable(first);
    const bool hasBanner = first.startsWith("SSH-") || first.contains("\nSSH-");
    if (first.contains("Exceeded MaxStartups"))
        return {ErrorCode::Penalized,
                tr("%1 takes no more connections at the moment: too many are waiting to log in (MaxStartups).")
                    .arg(place(settings)),
                came, tr("Try again in a minute; raise MaxStartups in the server's sshd_config if this goes on.")};
    if (first.contains("Not allowed at this time"))
        return {ErrorCode::Penalized,
                tr("%1 turns this machine away for a while because of earlier failures (PerSourcePenalties).")
                    .arg(place(settings)),
                came,
                tr("Wait some minutes before the next try: each try may prolong it. The server's administrator can "
                   "exempt this address with PerSourcePenaltyExemptList.")};
    if (!first.isEmpty() && !hasBanner)
        return {ErrorCode::Protocol, tr("%1 does not speak SSH.").arg(place(settings)), came,
                tr("Check the port: another service listens there.")};
    if (first.isEmpty())
        return {
            ErrorCode::Penalized,
            tr("%1 closed the connection at once, without a word. OpenSSH does so to a machine whose earlier logins "
               "failed (PerSourcePenalties), or that it does not admit.")
                .arg(place(settings)),
            detail,
            tr("Wait some minutes, then try again; check PerSourcePenalties, MaxStartups and the firewall on the "
               "server.")};
    return {ErrorCode::Disconnected, tr("%1 ended the connection before the login.").arg(place(settings)), detail,
            tr("Look into the server's log of sshd for the reason.")};
}

Result<HostKey> exchangeKeys(Transport &transport, const SshSettings &settings, const KnownHosts &known,
                             const std::stop_token &stop)
{
    LIBSSH2_SESSION *session = transport.session();
    const QByteArrayList wanted = hostKeyAlgorithms(settings, known);
    const auto knownTypes = known.types();
    const bool onlyUnusable =
        !knownTypes.isEmpty() && std::none_of(knownTypes.cbegin(), knownTypes.cend(), isKeyTypeUsable);
    if (onlyUnusable)
        return fail(
            ErrorCode::KeyUnusable,
            tr("The known hosts files name only keys of a kind (%1) for %2 that libssh2 %3 cannot verify.")
                .arg(QString::fromLatin1(knownTypes.join(", ")), place(settings), libssh2Version()),
            tr("Get the server's Ed25519 key by a way that you trust and add it to known_hosts, or use a console "
               "built with libssh2 1.11 or newer."));
    if (wanted.isEmpty())
        return noCommonHostKey(settings, known, {});
    const std::pair<int, QByteArray> preferences[] = {
        {LIBSSH2_METHOD_KEX, keyExchanges}, {LIBSSH2_METHOD_HOSTKEY, wanted.join(',')},
        {LIBSSH2_METHOD_CRYPT_CS, ciphers}, {LIBSSH2_METHOD_CRYPT_SC, ciphers},
        {LIBSSH2_METHOD_MAC_CS, macs},      {LIBSSH2_METHOD_MAC_SC, macs}};
    for (const auto &[method, list] : preferences)
        if (libssh2_session_method_pref(session, method, supported(session, method, list)) != 0)
            return fail(ErrorCode::Internal,
                        tr("libssh2 %1 lacks a method that this console needs.").arg(libssh2Version()), {},
                        QString::fromLatin1(list));

    const long rc =
        transport.complete(stepLimit, stop, [&] { return libssh2_session_handshake(session, transport.socket()); });
    if (rc == Transport::stopped)
        return fail(ErrorCode::Cancelled, tr("Connecting to %1 was cancelled.").arg(place(settings)));
    const QByteArray &first = transport.firstBytes();
    if (rc != 0) {
        char *text = nullptr;
        libssh2_session_last_error(session, &text, nullptr, 0);
        const QString detail = QStringLiteral("libssh2 %1: %2").arg(rc).arg(QString::fromUtf8(text));
        const QByteArrayList offered = offeredHostKeys(first);
        const bool shared =
            std::any_of(wanted.cbegin(), wanted.cend(), [&](const QByteArray &name) { return offered.contains(name); });
        if (rc == LIBSSH2_ERROR_TIMEOUT)
            return fail(ErrorCode::Timeout,
                        first.isEmpty() ? tr("%1 accepts the connection and then says nothing.").arg(place(settings))
                                        : tr("%1 did not finish the key exchange in time.").arg(place(settings)),
                        tr("Check that sshd runs on that port and that the server is not overloaded."),
                        printable(first));
        if (!offered.isEmpty() && !shared)
            return noCommonHostKey(settings, known, offered);
        if (rc == LIBSSH2_ERROR_KEX_FAILURE || rc == LIBSSH2_ERROR_KEY_EXCHANGE_FAILURE ||
            rc == LIBSSH2_ERROR_HOSTKEY_SIGN)
            return fail(
                ErrorCode::Protocol, tr("%1 and this console could not agree on safe methods.").arg(place(settings)),
                tr("Update OpenSSH on the server: this console uses no SHA-1, no CBC and no short keys."), detail);
        return fail(endedEarly(settings, first, detail));
    }
    size_t length = 0;
    int type = 0;
    const char *blob = libssh2_session_hostkey(session, &length, &type);
    return HostKey::fromBlob(QByteArray(blob, qsizetype(length)));
}

Result<void> checkHostKey(const SshSettings &settings, const KnownHosts &known, const HostKey &key,
                          Interaction &interaction)
{
    const HostKeyDecision decision = known.decide(key);
    const QString name = settings.knownHostsName();
    const QString type = QString::fromLatin1(key.type);
    switch (decision.verdict) {
    case HostKeyVerdict::Trusted:
        return {};
    case HostKeyVerdict::Revoked:
        return fail(ErrorCode::HostKeyRevoked,
                    tr("The key that %1 shows is revoked: %2 line %3.").arg(name, decision.file).arg(decision.line),
                    tr("Do not connect. Ask the server's administrator: whoever shows this key may not be the server."),
                    tr("%1 %2").arg(type, key.fingerprint()));
    case HostKeyVerdict::Changed:
        return fail(
            ErrorCode::HostKeyMismatch,
            tr("The host key of %1 has changed: %2 line %3 names another. Nothing was sent.")
                .arg(name, decision.file)
                .arg(decision.line),
            tr("Somebody may be listening in, or the server was set up anew. Ask its administrator for the "
               "fingerprint; only if it is right remove the old line: `ssh-keygen -R '%1' -f '%2'`")
                .arg(name, decision.file),
            tr("Known: %1 %2\nOffered: %3 %4")
                .arg(QString::fromLatin1(decision.known.type), decision.known.fingerprint(), type, key.fingerprint()));
    case HostKeyVerdict::Unknown:
        break;
    }
    if (!interaction.acceptHostKey({name, type, key.fingerprint(), settings.newKeysFile}))
        return fail(
            ErrorCode::HostKeyUnknown, tr("The host key of %1 is not known, and was not accepted.").arg(name),
            tr("Compare the fingerprint with the server's (`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` there), "
               "then accept it."),
            tr("%1 %2").arg(type, key.fingerprint()));
    return rememberHostKey(settings, key);
}

} // namespace bouncepro

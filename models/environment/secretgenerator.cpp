// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/secretgenerator.h"

#include <QCoreApplication>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SecretGenerator", text);
}

const QByteArray small = "abcdefghijklmnopqrstuvwxyz", capital = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", digits = "0123456789",
                 signs = "!@#$%^&*";

// What a kind is called, and its sizes: fewest, by default, most.
struct Kind
{
    GeneratedKind kind;
    const char *name;
    int fewest, usual, most;
};
constexpr Kind kinds[] = {{GeneratedKind::Base64, "base64", 16, 32, 1024},
                          {GeneratedKind::Base64Url, "base64url", 16, 32, 1024},
                          {GeneratedKind::Hex, "hex", 16, 32, 1024},
                          {GeneratedKind::Alphanumeric, "alphanumeric", 16, 32, 1024},
                          {GeneratedKind::Password, "password", 8, 20, 128},
                          {GeneratedKind::Passphrase, "passphrase", 4, 8, 32},
                          {GeneratedKind::Uuid, "uuid", 0, 0, 0},
                          {GeneratedKind::Rsa, "rsa", 2048, 3072, 8192},
                          {GeneratedKind::Ec, "ec", 0, 0, 0},
                          {GeneratedKind::Ed25519, "ed25519", 0, 0, 0}};

const Kind &describe(GeneratedKind kind)
{
    return *std::find_if(std::begin(kinds), std::end(kinds), [&](const Kind &k) { return k.kind == kind; });
}

Secret randomBytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    if (RAND_priv_bytes(reinterpret_cast<unsigned char *>(bytes.data()), count) != 1)
        qFatal("The random number generator of OpenSSL does not answer.");
    return Secret(std::move(bytes));
}

// Each character with the same chance: numbers past the last whole round of the alphabet are drawn again.
QByteArray drawn(const QByteArray &alphabet, int count)
{
    QByteArray text;
    text.reserve(count);
    const int fair = 256 - 256 % int(alphabet.size());
    while (text.size() < count) {
        const Secret random = randomBytes(count);
        for (const char c : random.reveal())
            if (text.size() < count && uchar(c) < fair)
                text += alphabet[uchar(c) % alphabet.size()];
    }
    return text;
}

bool hasOneOf(const QByteArray &text, const QByteArray &alphabet)
{
    return std::any_of(text.begin(), text.end(), [&](char c) { return alphabet.contains(c); });
}

// Drawn until one keeps the rules, so that each that does is as likely as any other; counted by inclusion and
// exclusion.
GeneratedSecret password(int size)
{
    const QByteArray classes[] = {small, capital, digits, signs};
    const QByteArray alphabet = small + capital + digits + signs;
    GeneratedSecret result;
    do
        result.value = Secret(drawn(alphabet, size));
    while (!rulesBroken(result.value).isEmpty());
    double share = 0; // of all texts of this size those that keep the rules
    for (unsigned left = 0; left < 16; ++left) {
        qsizetype without = alphabet.size();
        int sign = 1;
        for (unsigned i = 0; i < 4; ++i)
            if (left & (1u << i)) {
                without -= classes[i].size();
                sign = -sign;
            }
        share += sign * std::pow(double(without) / double(alphabet.size()), size);
    }
    result.bits = size * std::log2(double(alphabet.size())) + std::log2(share);
    return result;
}

// Words that can be said and typed: consonant, vowel, consonant, vowel, consonant; 16 bits each.
GeneratedSecret passphrase(int words)
{
    QByteArray text;
    for (int i = 0; i < words; ++i) {
        const QByteArray consonants = drawn("bdfghjklmnprstvz", 3), vowels = drawn("aiou", 2);
        if (i)
            text += '-';
        for (int j = 0; j < 2; ++j)
            (text += consonants[j]) += vowels[j];
        text += consonants[2];
    }
    return {Secret(std::move(text)), {}, words * 16.0};
}

GeneratedSecret uuid()
{
    QByteArray bytes = randomBytes(16).reveal();
    bytes[6] = char((bytes[6] & 0x0f) | 0x40);
    bytes[8] = char((bytes[8] & 0x3f) | 0x80);
    QByteArray text = bytes.toHex();
    for (const int at : {20, 16, 12, 8})
        text.insert(at, '-');
    return {Secret(std::move(text)), {}, 122};
}

Result<GeneratedSecret> keyPair(EVP_PKEY *generated)
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(generated, EVP_PKEY_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> priv(BIO_new(BIO_s_secmem()), BIO_free),
        pub(BIO_new(BIO_s_mem()), BIO_free);
    if (!key || !priv || !pub ||
        PEM_write_bio_PrivateKey(priv.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
        PEM_write_bio_PUBKEY(pub.get(), key.get()) != 1)
        return fail(ErrorCode::Internal, tr("OpenSSL made no key."), tr("Try again."));
    const auto bytes = [](BIO *bio) {
        char *data = nullptr;
        const long size = BIO_get_mem_data(bio, &data);
        return QByteArray(data, size);
    };
    return GeneratedSecret{Secret(bytes(priv.get())), bytes(pub.get()), double(EVP_PKEY_get_security_bits(key.get()))};
}

} // namespace

QString nameOf(GeneratedKind kind)
{
    return QString::fromLatin1(describe(kind).name);
}

std::optional<GeneratedKind> secretKindOf(const QString &name)
{
    for (const Kind &kind : kinds)
        if (name == QLatin1String(kind.name))
            return kind.kind;
    return std::nullopt;
}

QStringList secretKinds()
{
    QStringList names;
    for (const Kind &kind : kinds)
        names << QString::fromLatin1(kind.name);
    return names;
}

Result<GeneratedSecret> generateSecret(GeneratedKind kind, std::optional<int> wanted)
{
    const Kind &about = describe(kind);
    const int size = wanted.value_or(about.usual);
    if (size < about.fewest || size > about.most)
        return fail(ErrorCode::Invalid, tr("%1 has no secrets of size %2.").arg(nameOf(kind)).arg(size),
                    about.most ? tr("Use %1 to %2.").arg(about.fewest).arg(about.most) : tr("Leave the size out."));
    const auto encoded = [&](auto encode) {
        const Secret random = randomBytes(size);
        return GeneratedSecret{Secret(encode(random.reveal())), {}, size * 8.0};
    };
    switch (kind) {
    case GeneratedKind::Base64:
        return encoded([](const QByteArray &bytes) { return bytes.toBase64(); });
    case GeneratedKind::Base64Url:
        return encoded([](const QByteArray &bytes) {
            return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        });
    case GeneratedKind::Hex:
        return encoded([](const QByteArray &bytes) { return bytes.toHex(); });
    case GeneratedKind::Alphanumeric:
        return GeneratedSecret{Secret(drawn(small + capital + digits, size)), {}, size * std::log2(62.0)};
    case GeneratedKind::Password:
        return password(size);
    case GeneratedKind::Passphrase:
        return passphrase(size);
    case GeneratedKind::Uuid:
        return uuid();
    case GeneratedKind::Rsa:
        return keyPair(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t(size)));
    case GeneratedKind::Ec:
        return keyPair(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    case GeneratedKind::Ed25519:
        return keyPair(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    }
    return fail(ErrorCode::Internal, tr("There is no such kind."));
}

Result<GeneratedSecret> generateSecretFor(const EnvironmentKey &key)
{
    const std::optional<GeneratedKind> kind =
        key.generate ? secretKindOf(QString(key.generate->kind).remove(QStringLiteral("random-"))) : std::nullopt;
    if (!kind)
        return fail(ErrorCode::NotFound, tr("%1 is nothing that we make.").arg(key.name), key.description);
    return generateSecret(*kind, key.generate->bytes);
}

QStringList rulesBroken(const Secret &password)
{
    const QByteArray &text = password.reveal();
    QStringList broken;
    if (QString::fromUtf8(text).toUcs4().size() < 8)
        broken << tr("It has fewer than 8 characters.");
    if (!hasOneOf(text, small))
        broken << tr("It has no small letter.");
    if (!hasOneOf(text, capital))
        broken << tr("It has no capital letter.");
    if (!hasOneOf(text, digits))
        broken << tr("It has no digit.");
    if (!hasOneOf(text, signs))
        broken << tr("It has none of %1").arg(QString::fromLatin1(signs));
    return broken;
}

double mostBitsOf(const Secret &password)
{
    const QByteArray &text = password.reveal();
    qsizetype alphabet = 0;
    QByteArray known;
    for (const QByteArray &part : {small, capital, digits, QByteArray("!@#$%^&* \"'()+,-./:;<=>?[\\]_`{|}~")}) {
        known += part;
        if (hasOneOf(text, part))
            alphabet += part.size();
    }
    if (!std::all_of(text.begin(), text.end(), [&](char c) { return known.contains(c); }))
        alphabet += 100; // letters of other scripts
    return alphabet ? double(QString::fromUtf8(text).toUcs4().size()) * std::log2(double(alphabet)) : 0;
}

} // namespace bouncepro

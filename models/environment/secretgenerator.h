#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentschema.h"
#include "ssh/secret.h"

namespace bouncepro {

enum class GeneratedKind { Base64, Base64Url, Hex, Alphanumeric, Password, Passphrase, Uuid, Rsa, Ec, Ed25519 };

/// A new secret. Keys are PEM: PKCS #8, and the public one beside it.
struct GeneratedSecret
{
    Secret value;
    QByteArray publicKey; ///< of a key pair; else empty
    double bits = 0;      ///< of entropy; of a key pair its strength as OpenSSL tells it
};

/// "base64", "base64url", "hex", "alphanumeric", "password", "passphrase", "uuid", "rsa", "ec", "ed25519".
QString nameOf(GeneratedKind kind);
std::optional<GeneratedKind> secretKindOf(const QString &name);
QStringList secretKinds();

/// Makes one from OpenSSL's random numbers, each possible one as likely as any other. `size` counts bytes (base64,
/// base64url, hex: 32 by default), characters (alphanumeric 32, password 20), words (passphrase 8) or bits (rsa 3072).
/// A password keeps to the rules of rulesBroken. Takes up to a second for RSA. Errors: Invalid for a size out of
/// bounds.
Result<GeneratedSecret> generateSecret(GeneratedKind kind, std::optional<int> size = {});
/// As the schema says of the key. Errors: NotFound where somebody else gives it out.
Result<GeneratedSecret> generateSecretFor(const EnvironmentKey &key);

/// What a password lacks for a person's account: 8 characters or more, a small and a capital letter, a digit, and one
/// of !@#$%^&*. Empty where it lacks nothing.
QStringList rulesBroken(const Secret &password);
/// The most entropy that a given password can have, in bits, if each of its characters was drawn at random.
double mostBitsOf(const Secret &password);

} // namespace bouncepro

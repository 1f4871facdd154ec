// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/remotefiles.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace bouncepro {

namespace {

constexpr auto fileLimit = std::chrono::seconds(60);
constexpr qint64 maxReadLimit = 256 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("RemoteFiles", text);
}

// $1 path, $2 limit. Prints "ok MODE" and a line feed, then the bytes; or one word.
constexpr char readScript[] = R"sh(
if [ ! -e "$1" ]; then
  case $(ls -d -- "$1" 2>&1) in *"Permission denied"*) echo denied; exit;; esac
  echo absent; exit
fi
[ -f "$1" ] || { echo special; exit; }
exec 3<"$1" || { echo denied; exit; }
size=$(stat -L -c %s -- "$1") mode=$(stat -L -c %a -- "$1") || exit 90
[ "$size" -le "$2" ] || { echo large; exit; }
echo "ok $mode"
head -c "$(($2 + 1))" <&3
)sh";

// $1 path, $2 expected hash ("any", "absent" or hex), $3 mode of a new file, $4 hash of the bytes on standard input.
// Prints one word; "done" says that the file is in place.
constexpr char replaceScript[] = R"sh(
path=$1 expect=$2
if [ -L "$path" ]; then
  path=$(readlink -f -- "$path") && [ -e "$path" ] || { echo dangling; exit; }
fi
if [ -e "$path" ] && [ ! -f "$path" ]; then echo special; exit; fi
dir=$(dirname -- "$path")
[ -d "$dir" ] || { echo nodir; exit; }
temp=
trap 'rm -f -- "$temp"' EXIT
trap 'exit 91' HUP INT TERM PIPE
temp=$(mktemp -- "$dir/.$(basename -- "$path").XXXXXX") || exit 92
cat >"$temp" || exit 93
set -- "$1" "$2" "$3" "$4" $(sha256sum <"$temp")
[ "$5" = "$4" ] || { echo damaged; exit; }
if [ -e "$path" ]; then
  own=$(stat -c %u:%g -- "$path") mode=$(stat -c %a -- "$path") || exit 94
  [ "$own" = "$(stat -c %u:%g -- "$temp")" ] || chown "$own" "$temp" || { echo owner; exit; }
  chmod "$mode" "$temp" || exit 95
else
  chmod "$3" "$temp" || exit 95
fi
sync "$temp" || exit 96
case $expect in
any) ;;
absent)
  [ ! -e "$path" ] || { echo conflict; exit; }
  ln -- "$temp" "$path" 2>/dev/null || { [ -e "$path" ] && { echo conflict; exit; }; mv -f -- "$temp" "$path" || exit 97; }
  sync "$dir"
  echo done
  exit;;
*)
  [ -e "$path" ] || { echo conflict; exit; }
  set -- $(sha256sum <"$path")
  [ "$1" = "$expect" ] || { echo conflict; exit; };;
esac
mv -f -- "$temp" "$path" || exit 97
temp=
sync "$dir"
echo done
)sh";

Command shell(const char *script, const QStringList &arguments)
{
    QStringList argv{QStringLiteral("/bin/sh"), QStringLiteral("-c"), QString::fromLatin1(script),
                     QStringLiteral("sh")};
    return Command(argv + arguments).timeout(fileLimit);
}

// Error messages of the tools are those of LC_ALL=C.
tl::unexpected<Error> failure(const QString &path, const QByteArray &word, const Output &output)
{
    const QString detail = QString::fromUtf8(output.err).trimmed();
    if (word == "absent" || word == "nodir" || word == "dangling")
        return fail(ErrorCode::NotFound,
                    word == "absent"  ? tr("%1 does not exist on the server.").arg(path)
                    : word == "nodir" ? tr("The folder of %1 does not exist on the server.").arg(path)
                                      : tr("%1 is a symbolic link that leads nowhere.").arg(path),
                    tr("Check the path, and the server's stack folder in its profile."), detail);
    if (word == "special")
        return fail(ErrorCode::Invalid, tr("%1 is no ordinary file on the server.").arg(path));
    if (word == "conflict")
        return fail(ErrorCode::Conflict,
                    tr("%1 has been changed on the server meanwhile; nothing was written.").arg(path),
                    tr("Read it again and look at the difference."));
    if (word == "owner")
        return fail(ErrorCode::PermissionDenied,
                    tr("%1 belongs to another account, which would change; nothing was written.").arg(path),
                    tr("Use a login that may keep the owner: the owner itself, or root."), detail);
    if (word == "damaged")
        return fail(ErrorCode::Protocol, tr("The bytes for %1 did not arrive whole; nothing was written.").arg(path),
                    tr("Try again."));
    if (output.err.contains("No space left") || output.err.contains("quota exceeded"))
        return fail(ErrorCode::NoSpace, tr("The disk under %1 is full on the server; the file is as it was.").arg(path),
                    tr("Free some space there (`df -h`; `docker system df`), then try again."), detail);
    if (word == "denied" || output.err.contains("ermission denied") || output.err.contains("Operation not permitted") ||
        output.err.contains("Read-only file system"))
        return fail(ErrorCode::PermissionDenied, tr("The login may not do this with %1 on the server.").arg(path),
                    tr("Check owner and mode of the file and its folder, and the profile's way to root."), detail);
    if (output.err.contains("not found"))
        return fail(ErrorCode::Missing, tr("A tool that is needed for %1 is not installed on the server.").arg(path),
                    tr("Install coreutils."), detail);
    return fail(ErrorCode::RemoteExit, tr("%1 could not be worked on; exit code %2.").arg(path).arg(output.exitCode),
                {}, detail);
}

} // namespace

Result<RemoteFile> readRemoteFile(RemoteHost &host, const QString &path, qint64 limit, std::stop_token stop)
{
    if (!path.startsWith(u'/') || limit < 0 || limit > maxReadLimit)
        return fail(ErrorCode::Invalid,
                    tr("%1 cannot be read: the path must be absolute, and the limit at most 256 MiB.").arg(path));
    auto output = host.run(shell(readScript, {path, QString::number(limit)}).limit(limit + 1024), stop);
    if (!output)
        return fail(output.error());
    const qsizetype line = output->out.indexOf('\n');
    const QByteArray word = output->out.left(line);
    if (word == "large" || output->out.size() - line - 1 > limit)
        return fail(ErrorCode::TooLarge, tr("%1 has more than %2 bytes.").arg(path).arg(limit));
    bool isOctal = false;
    const int mode = word.mid(3).toInt(&isOctal, 8);
    if (output->exitCode != 0 || !word.startsWith("ok ") || !isOctal)
        return failure(path, word, *output);
    RemoteFile file;
    file.bytes = output->out.mid(line + 1);
    file.sha256 = QCryptographicHash::hash(file.bytes, QCryptographicHash::Sha256).toHex();
    file.mode = mode;
    return file;
}

Result<QByteArray> replaceRemoteFile(RemoteHost &host, const QString &path, const QByteArray &bytes,
                                     const ReplaceOptions &options, std::stop_token stop)
{
    if (!path.startsWith(u'/') || path.endsWith(u'/'))
        return fail(ErrorCode::Invalid, tr("%1 cannot be written: the path must be absolute.").arg(path));
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    const QByteArray expected = !options.expectedSha256             ? "any"
                                : options.expectedSha256->isEmpty() ? "absent"
                                                                    : *options.expectedSha256;
    Command command = shell(replaceScript, {path, QString::fromLatin1(expected),
                                            QString::number(options.mode & 07777, 8), QString::fromLatin1(hash)});
    const auto output = host.run(command.input(Secret(QByteArray(bytes.constData(), bytes.size()))), stop);
    if (!output)
        return fail(output.error());
    const QByteArray word = output->out.trimmed();
    if (output->exitCode != 0 || word != "done")
        return failure(path, word, *output);
    return hash;
}

} // namespace bouncepro

// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/frame.h"

#include "ssh/random.h"

#include <algorithm>
#include <utility>

namespace bouncepro {

namespace {

// The longest suffix of bytes that begins mark: it may go on in the next read.
qsizetype openEnd(const QByteArray &bytes, const QByteArray &mark)
{
    for (qsizetype n = std::min(bytes.size(), mark.size() - 1); n > 0; --n)
        if (mark.startsWith(QByteArrayView(bytes).last(n)))
            return n;
    return 0;
}

bool isHarmlessBuiltin(const QString &name)
{
    static const QStringList names{QStringLiteral("true"), QStringLiteral("false"),  QStringLiteral("test"),
                                   QStringLiteral("["),    QStringLiteral("printf"), QStringLiteral("echo")};
    return names.contains(name);
}

} // namespace

Frame Frame::create()
{
    return Frame(randomHex(16));
}

QByteArray Frame::script(const Command &command) const
{
    // The script never holds the nonce in one piece: what echoes it back is not taken for an answer.
    const QByteArray marks = "bp_a=" + m_nonce.left(16) + " bp_b=" + m_nonce.mid(16) + "; ";
    const QByteArray begin = marks + R"(printf '%s+\n' "$bp_a$bp_b"; printf '%s+\n' "$bp_a$bp_b" >&2)"
                                     "\n";
    const QByteArray settings = "LC_ALL=C; export LC_ALL; umask 077\n";
    // TERM for everything in the session's process group but the watcher itself, and KILL for what ignores that.
    const QByteArray hang = "kill -TERM 0; sleep 3; kill -KILL 0";
    const QByteArray own = command.toShell().toUtf8();
    QByteArray work;
    if (command.hasInput()) {
        // The command reads exactly the bytes meant for it; what follows them on the channel is its end. The watcher
        // comes after them in the same process; its number travels out by the command substitution.
        const QByteArray size = QByteArray::number(command.inputBytes().reveal().size());
        work = "exec 3<&0 4>&1\n"
               "bp_w=$( { { ( trap '' TERM HUP; head -c " +
               size + " <&3; exec >/dev/null 2>&1; cat <&3; " + hang +
               " ) 4>&- 5>&- & echo $! >&5; } | ( exec 3<&- 5>&-; " + own + "\n) >&4 4>&-; } 5>&1 ); bp_c=$?\n";
    } else {
        // A process less where the shell itself does the command and nothing stays changed in it.
        const bool direct = command.directory().isEmpty() && isHarmlessBuiltin(command.argv().value(0));
        work = "exec 3<&0\n( exec >/dev/null 2>&1; trap '' TERM HUP; read -r bp_x <&3; " + hang + " ) & bp_w=$!\n" +
               (direct ? own + " 3<&- </dev/null; bp_c=$?\n" : "( exec 3<&-; " + own + "\n) </dev/null; bp_c=$?\n");
    }
    // Once signalled the watcher does nothing more: nobody has to wait for it.
    const QByteArray end = "kill -KILL $bp_w >/dev/null 2>&1\n"
                           R"(printf '%s-\n' "$bp_a$bp_b" >&2; printf '%s-%d\n' "$bp_a$bp_b" "$bp_c"; exit; })"
                           "\n";
    return "{ " + begin + settings + work + end;
}

QByteArray FrameReader::take(const QByteArray &bytes)
{
    if (m_done)
        return {};
    if (m_begun)
        return takeBody(bytes);
    m_held += bytes;
    const qsizetype at = m_held.indexOf(m_begin);
    const qsizetype noise = at >= 0 ? at : m_held.size() - openEnd(m_held, m_begin);
    m_noiseBytes += noise;
    if (m_noise.size() < 1024)
        m_noise += m_held.left(std::min<qsizetype>(noise, 1024));
    if (at < 0) {
        m_held.remove(0, noise);
        return {};
    }
    m_begun = true;
    const QByteArray body = m_held.mid(at + m_begin.size());
    m_held.clear();
    return takeBody(body);
}

QByteArray FrameReader::takeBody(QByteArray bytes)
{
    if (!m_held.isEmpty())
        bytes.prepend(std::exchange(m_held, {}));
    const qsizetype at = bytes.indexOf(m_end);
    if (at < 0) {
        const qsizetype open = openEnd(bytes, m_end);
        m_held = bytes.last(open);
        bytes.chop(open);
        return bytes;
    }
    const qsizetype line = bytes.indexOf('\n', at);
    if (line < 0) {
        m_held = bytes.mid(at);
        return bytes.left(at);
    }
    bool isNumber = false;
    const int code = bytes.mid(at + m_end.size(), line - at - m_end.size()).toInt(&isNumber);
    if (isNumber)
        m_exitCode = code;
    m_done = true;
    return bytes.left(at);
}

QString printable(const QByteArray &bytes, qsizetype limit)
{
    QString text;
    for (const char32_t c : QString::fromUtf8(bytes.left(limit)).toUcs4()) {
        if (c == U'\n' || QChar::isPrint(c))
            text += QString::fromUcs4(&c, 1);
        else
            text += QStringLiteral("\\x%1").arg(uint(c), 2, 16, QLatin1Char('0'));
    }
    if (bytes.size() > limit)
        text += QStringLiteral("...");
    return text.trimmed();
}

} // namespace bouncepro

// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssh/prompts.h"

#include "ssh/frame.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Authentication", text);
}

QString readable(QByteArray bytes, qsizetype limit)
{
    return printable(bytes.replace("\r\n", "\n"), limit);
}

} // namespace

Result<PromptsQuestion> readRound(const RawRound &round, PromptsQuestion question)
{
    if (round.lines.size() > maxPrompts)
        return fail(ErrorCode::Protocol,
                    tr("%1 asks %2 questions at once to log in; at most %3 are answered. Nothing was sent.")
                        .arg(question.host)
                        .arg(round.lines.size())
                        .arg(maxPrompts),
                    tr("Ask the server's administrator, or log in with a key."));
    question.name = readable(round.name, maxPromptBytes);
    question.instruction = readable(round.instruction, maxInstructionBytes);
    question.prompts.clear();
    for (const RawRound::Line &line : round.lines)
        question.prompts << Prompt{readable(line.prompt, maxPromptBytes), line.echo};
    return question;
}

bool asksPassword(const PromptsQuestion &question)
{
    if (question.prompts.size() != 1 || question.prompts[0].echo || !question.instruction.isEmpty() ||
        !(question.name.isEmpty() || question.name.contains(QLatin1String("password"), Qt::CaseInsensitive)))
        return false;
    const QString account = QRegularExpression::escape(question.user) + QStringLiteral("(?:@\\S+)?");
    const QRegularExpression plain(
        QRegularExpression::anchoredPattern(
            QStringLiteral("(?:\\(%1\\) )?(?:%1's )?password(?: for %1)?\\s*:?").arg(account)),
        QRegularExpression::CaseInsensitiveOption);
    return plain.match(question.prompts[0].text).hasMatch();
}

} // namespace bouncepro

#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/editedenvironment.h"

namespace bouncepro {

/// The text of an environment file as an editor of text shows it: each hidden range is dots, each line ends in a line
/// feed, and characters that would be obeyed (controls, bidirectional ones) are shown as what they are. Edits of what
/// is shown are edits of the text behind; what stands for something else goes as a whole or stays.
class ShownEnvironment
{
public:
    ShownEnvironment() = default;
    /// hidden in order, in bytes.
    ShownEnvironment(const QByteArray &text, const QList<EnvironmentRange> &hidden);

    /// False for bytes that are no text: they are to be looked at alone.
    bool isEditable() const { return m_isEditable; }
    const QString &shown() const { return m_shown; }
    /// The text behind.
    QByteArray text() const { return m_text.toUtf8(); }
    /// Puts `inserted` in place of what is shown from `at` on. False where that would cut into what stands for
    /// something else; nothing changes then.
    bool splice(qsizetype at, qsizetype removed, const QString &inserted);
    /// Where a byte of the text is shown.
    qsizetype shownAt(const QByteArray &text, qsizetype byte) const;

private:
    struct Cover // what is shown in place of something else
    {
        qsizetype text, textSize;
        qsizetype shown, shownSize;
    };
    void append(QStringView plain);
    void cover(const QString &behind, const QString &shown);
    qsizetype textAt(qsizetype shown) const;
    QString m_text;
    QString m_shown;
    QList<Cover> m_covers; // in order
    bool m_isEditable = true;
    bool m_hasCrLf = false;
};

} // namespace bouncepro

#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmenteditor.h"
#include "models/environment/shownenvironment.h"

#include <QPlainTextEdit>
#include <QSyntaxHighlighter>
#include <QTimer>

namespace bouncepro {

class Button;
class Text;

/// Comments, names, quotes and references of an environment file in their colours.
class EnvironmentHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override;
};

/// The text of the file that is edited, with secrets as dots until a person asks for them. What is typed becomes a step
/// of the editor after a pause; undo and redo are the editor's. Long texts come in pieces, so that nothing waits.
class EnvironmentText : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentText(QWidget *parent = nullptr);
    ~EnvironmentText() override;

    void setEditor(EnvironmentEditor *editor);
    /// What was typed counts now.
    void commit();
    void goToLine(int line);
    bool isMasked() const { return m_isMasked; }
    void setMasked(bool isMasked);
    /// Secrets hide again after so long without a key.
    void setShownFor(std::chrono::milliseconds time) { m_hide.setInterval(time); }
    QPlainTextEdit *view() const { return m_view; }

Q_SIGNALS:
    void undoWanted();
    void redoWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void load();
    void put(const ShownEnvironment &shown);
    void putNext();
    void heed(int at, int removed, int added);
    void say(const QString &note);
    void markFaults();
    EnvironmentEditor *m_editor = nullptr;
    ShownEnvironment m_text;
    QString m_coming; // pieces that are still to be put into the view
    int m_round = 0;
    int m_line = 0; // to go to once it is there
    bool m_isMasked = true;
    bool m_isPutting = false;
    bool m_isTyped = false;
    QTimer m_pause, m_hide, m_pieces;
    QPlainTextEdit *m_view;
    EnvironmentHighlighter *m_highlighter;
    Button *m_mask;
    Text *m_note;
};

} // namespace bouncepro

#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/look/text.h"

#include <QPlainTextEdit>

namespace bouncepro {

class Button;
class OutputColours;

struct OutputLine
{
    QString text; ///< one line, control characters made visible (visibleLines of models/servers/wording.h)
    Tone tone = Tone::Second;
};

/// Lines of a job as they arrive, the newest in sight. Whoever scrolls back pauses it; End follows again. Only the
/// newest lines are kept.
class OutputView : public QPlainTextEdit
{
    Q_OBJECT

public:
    /// name: "Output of Switch payload".
    explicit OutputView(const QString &name, QWidget *parent = nullptr);

    /// A batch at a time, at most one a frame.
    void append(const QList<OutputLine> &lines);
    /// The last line went on.
    void replaceLast(const QString &text);
    void clearLines();
    /// How many lines are kept; 5000 unless told.
    void setLimit(int lines);
    /// Without an edge where it fills a panel.
    void setFramed(bool framed);

    bool isFollowing() const { return m_isFollowing; }
    /// Lines that came since it is paused.
    int missed() const { return m_missed; }

public Q_SLOTS:
    void follow();
    void pause();

Q_SIGNALS:
    void followingChanged(bool isFollowing);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void dress();
    void setFollowing(bool following);
    void showNewest();
    OutputColours *m_colours;
    Button *m_newest;
    bool m_isFollowing = true;
    bool m_isAppending = false;
    int m_missed = 0;
};

} // namespace bouncepro

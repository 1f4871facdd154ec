#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ssh/replayhost.h"
#include "tests/support/consolewindow.h"
#include "tests/support/pictures.h"

#include <QApplication>
#include <QDialog>
#include <QTest>

#include <memory>

namespace bouncepro {

/// A transcript of tests/gui/transcripts by its name; fails hard where there is none.
Transcript transcriptNamed(const QString &name);
/// The answer of every exchange of a transcript changed: for states that no lab gets into.
Transcript edited(Transcript transcript, const std::function<void(QByteArray &answer)> &edit);

/// The real window on a server that replays a transcript, at 1024x700.
class GuiWindow : public ConsoleWindow
{
public:
    struct Setup
    {
        QString transcript = QStringLiteral("connected");
        ServerProfile profile = production();
        QList<Page> pages; ///< empty: the overview alone
    };
    static ServerProfile production();

    GuiWindow() : GuiWindow(Setup{}) {}
    explicit GuiWindow(const Setup &setup);
    GuiWindow(const Setup &setup, Transcript transcript);

    /// Looks for the first time; polls quickly from then on.
    void start();
    /// The next connections end with that error.
    void refuse(const std::optional<Error> &error);

    ReplayHost &host() { return *m_host; }
    /// The cell of the services table as it is shown.
    QString cell(int row, int column);

private:
    struct Door
    {
        std::mutex mutex;
        std::optional<Error> refusal;
    };
    GuiWindow(const Setup &setup, std::shared_ptr<ReplayHost> host, std::shared_ptr<Door> door);

    std::shared_ptr<ReplayHost> m_host;
    std::shared_ptr<Door> m_door;
};

/// Waits for a dialog of that objectName, for at most 5 s; null where none comes.
QDialog *waitForDialog(const char *name);
void clickIn(QWidget *parent, const char *name);

/// Measures how long the GUI thread takes for each event. Over 16 ms of work is a frame lost, and a wait of any length
/// is a defect; what a test does directly is not counted. An unoptimised build draws by the processor alone: there the
/// limit is four frames, under sanitizers twenty. Waiting is told from a busy machine by its length: ten limits.
class WatchedApplication : public QApplication
{
    Q_OBJECT

public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override;

    /// Forgets what was measured: after showing a window for the first time, which loads fonts.
    static void forget();
    /// Events that took too long since then.
    static QStringList stalls();
    static double limitMilliseconds();
    /// While one lives nothing is measured.
    struct Unwatched
    {
        Unwatched();
        ~Unwatched();
    };

private:
    int m_depth = 0;
};

/// main of a GUI test.
#define BOUNCEPRO_GUI_MAIN(TestClass)                                                                                  \
    int main(int argc, char **argv)                                                                                    \
    {                                                                                                                  \
        bouncepro::WatchedApplication application(argc, argv);                                                         \
        TestClass test;                                                                                                \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }

} // namespace bouncepro

#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/servermonitor.h"
#include "ssh/replayhost.h"
#include "ui/look/palette.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QDialog>
#include <QTest>

#include <atomic>
#include <memory>

namespace bouncepro {

/// A transcript of tests/gui/transcripts by its name; fails hard where there is none.
Transcript transcriptNamed(const QString &name);
/// The answer of every exchange of a transcript changed: for states that no lab gets into.
Transcript edited(Transcript transcript, const std::function<void(QByteArray &answer)> &edit);

/// The real window on a server that replays a transcript, at 1024x700.
class GuiWindow
{
public:
    struct Setup
    {
        QString transcript = QStringLiteral("connected");
        ServerProfile profile = production();
        Theme theme = Theme::Light;
        double textScale = 1.0;
        QSize size{1024, 700};
        QList<Page> pages; ///< empty: the overview alone
    };
    static ServerProfile production();

    GuiWindow() : GuiWindow(Setup{}) {}
    explicit GuiWindow(const Setup &setup);
    GuiWindow(const Setup &setup, Transcript transcript);
    ~GuiWindow();

    /// Looks for the first time; polls quickly from then on.
    void start();
    /// The next connections end with that error.
    void refuse(const std::optional<Error> &error);

    ReplayHost &host() { return *m_host; }
    ServerMonitor &monitor() { return *m_servers->monitor(0); }
    MainWindow &window() { return *m_window; }
    Fleet &fleet() { return *m_fleet; }
    /// A widget by its objectName; fails hard where there is none.
    template <class Widget = QWidget>
    Widget *find(const char *name)
    {
        auto *widget = m_window->findChild<Widget *>(QString::fromLatin1(name));
        if (!widget)
            qFatal("The window has no %s.", name);
        return widget;
    }
    /// False too where there is no such widget.
    bool isShown(const char *name);
    /// The text of a label that is in sight; empty where it is not.
    QString text(const char *name);
    /// The cell of the services table as it is shown.
    QString cell(int row, int column);
    void click(const char *name);
    /// Writes PICTURES/name.png (BOUNCEPRO_PICTURES, else pictures in the build directory).
    void picture(const QString &name);
    QStringList clippedTexts();

private:
    struct Refusal
    {
        std::mutex mutex;
        std::optional<Error> error;
    };
    const std::shared_ptr<Refusal> m_refusal = std::make_shared<Refusal>();
    std::shared_ptr<ReplayHost> m_host;
    std::unique_ptr<ServerList> m_servers;
    std::unique_ptr<Fleet> m_fleet;
    std::unique_ptr<MainWindow> m_window;
};

/// Labels and buttons in sight that do not get the room which their text needs.
QStringList clippedTextsIn(const QWidget *all);
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

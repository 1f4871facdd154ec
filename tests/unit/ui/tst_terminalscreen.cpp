// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal/terminalscreen.h"

#include <QKeyEvent>
#include <QTest>

using namespace bouncepro;

/// What a terminal makes of bytes and of keys.
class TestTerminalScreen : public QObject
{
    Q_OBJECT

private:
    QByteArray m_sent;
    std::unique_ptr<TerminalScreen> m_screen;

private Q_SLOTS:
    void init()
    {
        m_sent.clear();
        m_screen = std::make_unique<TerminalScreen>(QSize(20, 4), [this](const QByteArray &bytes) { m_sent += bytes; });
    }

    void texts_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QPoint>("cursor");
        QTest::newRow("plain") << QByteArray("abc") << QStringLiteral("abc") << QPoint(3, 0);
        QTest::newRow("lines") << QByteArray("abc\r\nde") << QStringLiteral("abc") << QPoint(2, 1);
        QTest::newRow("written over") << QByteArray("abc\rx") << QStringLiteral("xbc") << QPoint(1, 0);
        QTest::newRow("UTF-8") << QByteArray("gr\xc3\xbc\xc3\x9f") << QStringLiteral("gr\u00fc\u00df") << QPoint(4, 0);
        QTest::newRow("wide") << QByteArray("\xe4\xb8\xad|") << QStringLiteral("\u4e2d|") << QPoint(3, 0);
        QTest::newRow("combining") << QByteArray("e\xcc\x81.") << QStringLiteral("e\u0301.") << QPoint(2, 0);
        QTest::newRow("bad UTF-8") << QByteArray("a\xff"
                                                 "b")
                                   << QStringLiteral("a\ufffdb") << QPoint(3, 0);
        QTest::newRow("moved") << QByteArray("\x1b[1;5Hx") << QStringLiteral("    x") << QPoint(5, 0);
        QTest::newRow("cleared") << QByteArray("abc\x1b[2J\x1b[H") << QString() << QPoint(0, 0);
        QTest::newRow("title, link and clipboard are not shown")
            << QByteArray("\x1b]0;evil\x07\x1b]8;;http://x\x07y\x1b]8;;\x07\x1b]52;c;ZXZpbA==\x07")
            << QStringLiteral("y") << QPoint(1, 0);
        QTest::newRow("right-to-left marks") << QByteArray("a\xe2\x80\xae"
                                                           "b")
                                             << QStringLiteral("ab") << QPoint(2, 0);
    }
    void texts()
    {
        QFETCH(QByteArray, bytes);
        m_screen->feed(bytes);
        QTEST(m_screen->text(0), "first");
        QTEST(m_screen->cursor(), "cursor");
        QVERIFY(m_sent.isEmpty()); // it answers to nothing of this
    }

    void bytesInPieces()
    {
        for (const char c : QByteArray("\x1b[31mgr\xc3\xbc\x1b[0m"))
            m_screen->feed(QByteArray(1, c));
        QCOMPARE(m_screen->text(0), QStringLiteral("gr\u00fc"));
        QVERIFY(m_screen->line(0)[0].style.foreground);
    }

    void styles()
    {
        m_screen->feed("\x1b[1;31ma\x1b[0;38;5;208mb\x1b[0;48;2;1;2;3mc\x1b[0;3;4;7;9md\x1b[0me");
        const auto cells = m_screen->line(0);
        QVERIFY(cells[0].style.isBold);
        QVERIFY(cells[0].style.foreground);
        QCOMPARE(*cells[1].style.foreground, QColor(0xff, 0x87, 0x00));
        QCOMPARE(*cells[2].style.background, QColor(1, 2, 3));
        QVERIFY(cells[3].style.isItalic && cells[3].style.isUnderlined && cells[3].style.isReverse &&
                cells[3].style.isStruck);
        QVERIFY(cells[4].style == TerminalScreen::Style());
    }

    void history()
    {
        for (int i = 1; i <= 10; ++i)
            m_screen->feed("line " + QByteArray::number(i) + "\r\n");
        QCOMPARE(m_screen->historyCount(), 7);
        QCOMPARE(m_screen->lineCount(), 11);
        QCOMPARE(m_screen->text(0), QStringLiteral("line 1"));
        QCOMPARE(m_screen->text(9), QStringLiteral("line 10"));
        QByteArray many;
        for (int i = 0; i < TerminalScreen::mostHistory + 100; ++i)
            many += "x\r\n";
        m_screen->feed(many);
        QCOMPARE(m_screen->historyCount(), TerminalScreen::mostHistory);
        QCOMPARE(m_screen->dropped(), 107);
    }

    void alternateScreen()
    {
        m_screen->feed("before\x1b[?1049h\x1b[Hinside");
        QVERIFY(m_screen->isAlternate());
        QCOMPARE(m_screen->text(0), QStringLiteral("inside"));
        m_screen->feed("\x1b[?1049l");
        QVERIFY(!m_screen->isAlternate());
        QCOMPARE(m_screen->text(0), QStringLiteral("before"));
    }

    void sizes()
    {
        m_screen->feed("0123456789012345678\r\nb\r\nc\r\nd");
        for (const QSize size : {QSize(10, 2), QSize(0, 0), QSize(200, 60), QSize(20, 4)}) {
            m_screen->resize(size);
            QCOMPARE(m_screen->size(), size.expandedTo({2, 1}));
            for (int i = 0; i < m_screen->lineCount(); ++i)
                m_screen->line(i);
            m_screen->feed("more\r\n");
        }
    }

    void keys_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("sent");
        const auto row = [](const char *name, int key, Qt::KeyboardModifiers modifiers, const char *text,
                            const QByteArray &sent) {
            QTest::newRow(name) << key << modifiers << QString::fromUtf8(text) << sent;
        };
        const Qt::KeyboardModifiers none = Qt::NoModifier;
        row("a", Qt::Key_A, none, "a", "a");
        row("A", Qt::Key_A, Qt::ShiftModifier, "A", "A");
        row("umlaut", Qt::Key_Udiaeresis, none, "\u00fc", "\xc3\xbc");
        row("enter", Qt::Key_Return, none, "\r", "\r");
        row("backspace", Qt::Key_Backspace, none, "\b", "\x7f");
        row("tab", Qt::Key_Tab, none, "\t", "\t");
        row("backtab", Qt::Key_Backtab, Qt::ShiftModifier, "", "\x1b[Z");
        row("escape", Qt::Key_Escape, none, "\x1b", "\x1b");
        row("up", Qt::Key_Up, none, "", "\x1b[A");
        row("ctrl+left", Qt::Key_Left, Qt::ControlModifier, "", "\x1b[1;5D");
        row("delete", Qt::Key_Delete, none, "\x7f", "\x1b[3~");
        row("page up", Qt::Key_PageUp, none, "", "\x1b[5~");
        row("F5", Qt::Key_F5, none, "", "\x1b[15~");
        row("ctrl+c", Qt::Key_C, Qt::ControlModifier, "\x03", "\x03");
        row("ctrl+d", Qt::Key_D, Qt::ControlModifier, "\x04", "\x04");
        row("alt+b", Qt::Key_B, Qt::AltModifier, "b",
            "\x1b"
            "b");
        row("shift alone", Qt::Key_Shift, Qt::ShiftModifier, "", "");
    }
    void keys()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(QString, text);
        QFETCH(QByteArray, sent);
        const bool isTaken = m_screen->press(QKeyEvent(QEvent::KeyPress, key, modifiers, text));
        QCOMPARE(m_sent, sent);
        QCOMPARE(isTaken, !sent.isEmpty());
    }

    void applicationKeys()
    {
        m_screen->feed("\x1b[?1h");
        m_screen->press(QKeyEvent(QEvent::KeyPress, Qt::Key_Up, Qt::NoModifier));
        QCOMPARE(m_sent, QByteArray("\x1bOA"));
    }

    void pastes_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("plain") << QByteArray() << QByteArray("one\rtwo\t[201~x");
        QTest::newRow("bracketed") << QByteArray("\x1b[?2004h") << QByteArray("\x1b[200~one\rtwo\t[201~x\x1b[201~");
    }
    void pastes()
    {
        QFETCH(QByteArray, before);
        m_screen->feed(before);
        m_screen->paste(QStringLiteral("one\r\ntwo\t\x1b[201~x\u202e")); // cannot end the paste by itself
        QTEST(m_sent, "sent");
    }

    void answers()
    {
        m_screen->feed("ab\x1b[6n");
        QCOMPARE(m_sent, QByteArray("\x1b[1;3R"));
    }
};

QTEST_GUILESS_MAIN(TestTerminalScreen)
#include "tst_terminalscreen.moc"

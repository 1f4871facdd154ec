// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guiwindow.h"
#include "ui/look/text.h"

#include <QClipboard>
#include <QTextLayout>

using namespace bouncepro;

namespace {

const QString sentence =
    QStringLiteral("Remove what nothing needs: `docker image prune -a --filter until=24h`, then run "
                   "`./scripts/backup.sh` and look again.");

// The lines of a label of that width, as they are shown.
QStringList linesOf(const Text &text, int width)
{
    QTextLayout layout(text.text(), text.font());
    layout.beginLayout();
    QStringList lines;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        lines << plain(text.text().mid(line.textStart(), line.textLength())).trimmed();
    }
    layout.endLayout();
    return lines;
}

} // namespace

/// What the label of the look does with words.
class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { applyLook(Theme::Light, 1.0); }

    void commandsDoNotBreak()
    {
        Text text(FontRole::Body, Tone::Plain, sentence);
        text.setWrapping(true);
        int wrapped = 0;
        for (int width = 300; width < 900; width += 7) {
            const QStringList lines = linesOf(text, width);
            wrapped += lines.size() > 1;
            for (const QString &line : lines)
                QVERIFY2(line.count(QLatin1Char('`')) % 2 == 0, qPrintable(lines.join(QLatin1Char('|'))));
        }
        QVERIFY(wrapped > 50);
        QCOMPARE(text.accessibleName(), sentence);
        text.setText(QStringLiteral("Nothing is to be done."));
        QCOMPARE(text.accessibleName(), QString()); // its words are its name again
    }

    void longCommandBreaksBetweenWords()
    {
        const QString command =
            QStringLiteral("`ssh-keygen -R '[eu1.bouncepro.example]:2222' -f /home/anna/.ssh/known_hosts`");
        Text text(FontRole::Body, Tone::Plain, command);
        const QStringList lines = linesOf(text, 260);
        QVERIFY(lines.size() > 1);
        QCOMPARE(lines.join(QLatin1Char(' ')), command);
    }

    void whatIsCopiedIsWhatWasMeant()
    {
        Text text(FontRole::Body, Tone::Plain, sentence);
        text.setSelectable(true);
        text.show();
        QVERIFY(QTest::qWaitForWindowActive(&text));
        text.setFocus();
        text.setSelection(0, int(text.text().size()));
        QTest::keyClick(&text, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), sentence);
    }
};

BOUNCEPRO_GUI_MAIN(TestText)
#include "tst_text.moc"

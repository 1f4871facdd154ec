// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmenteditor.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bouncepro;
using namespace std::chrono_literals;

namespace {

// A staging server's file, as an editor shows it: headings in brackets, then "KEY=value note state".
const QByteArray file = "# shop\n"
                        "DOMAIN=bouncepro.example\n"
                        "POSTGRES_USER=bouncepro\n"
                        "POSTGRES_PASSWORD=planted-password-1234\n"
                        "SMTP_PORT=none\n"
                        "STRIPE_SECRET_KEY=sk_test_51Nx8w2eZvKYlo2C4tq1234567890\n"
                        "OWN_FLAG=on # ours\n"
                        "OWN_TOKEN=planted-token-5678\n";

QString shown(const QAbstractItemModel &model)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        const auto text = [&](int role) { return index.data(role).toString(); };
        if (text(EnvironmentModel::KeyRole).isEmpty())
            lines << QStringLiteral("[%1]").arg(text(Qt::DisplayRole));
        else
            lines << QStringList{text(EnvironmentModel::KeyRole) + QLatin1Char('=') + text(EnvironmentModel::ValueRole),
                                 text(EnvironmentModel::ValueNoteRole), text(EnvironmentModel::StateRole)}
                         .join(QLatin1Char('|'));
    }
    return lines.join(QLatin1Char('\n'));
}

// Everything that the model says of any row.
QString all(const QAbstractItemModel &model)
{
    QStringList words;
    for (int row = 0; row < model.rowCount(); ++row)
        for (int role = 0; role < Qt::UserRole + 40; ++role)
            words << model.index(row, 0).data(role).toString();
    return words.join(QLatin1Char('\n'));
}

struct Editing
{
    EnvironmentEditor editor{QStringLiteral(".env.production"), Environment::Staging};
    EnvironmentModel &model = *editor.model();
    QAbstractItemModelTester tester{&model};
    explicit Editing(const std::optional<QByteArray> &text = file)
    {
        editor.take(text);
        settled();
    }
    bool settled()
    {
        return QTest::qWaitFor([this] { return !editor.isBusy(); });
    }
    bool has(const QString &line) { return shown(model).split(QLatin1Char('\n')).contains(line); }
    QByteArray text() const { return editor.look().mine.text(); }
};

} // namespace

class TestEnvironmentModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rows()
    {
        Editing e;
        const QString lines = shown(e.model);
        QVERIFY2(lines.startsWith(QStringLiteral("[General]\nDOMAIN=bouncepro.example||\n[Database]\n")),
                 qPrintable(lines));
        const QString dots = secretDots();
        QVERIFY(e.has(QStringLiteral("POSTGRES_PASSWORD=%1||").arg(dots)));
        QVERIFY(e.has(QStringLiteral("POSTGRES_DB=|not set|Missing")));
        QVERIFY(e.has(QStringLiteral("PAYLOAD_SECRET=|not set|Missing")));
        QVERIFY(e.has(QStringLiteral("SMTP_PORT=none||Not right")));
        QVERIFY(e.has(QStringLiteral("STRIPE_SECRET_KEY=%1|test key|").arg(dots)));
        QVERIFY2(lines.endsWith(QStringLiteral("[Not in the schema]\nOWN_FLAG=on||\nOWN_TOKEN=%1||").arg(dots)),
                 qPrintable(lines));
        const int row = e.model.rowOf(QStringLiteral("SMTP_PORT"));
        const QModelIndex index = e.model.index(row);
        QVERIFY(index.data(EnvironmentModel::FindingRole).toString().contains(QStringLiteral("no whole number")));
        QCOMPARE(index.data(EnvironmentModel::ReachesRole).toString(), QStringLiteral("payload"));
        QVERIFY(!index.data(EnvironmentModel::DescriptionRole).toString().isEmpty());
        QVERIFY(!(e.model.flags(e.model.index(0)) & Qt::ItemIsSelectable));
        QVERIFY(e.model.flags(index) & Qt::ItemIsSelectable);
    }

    void secretsShowOnDemand()
    {
        Editing e;
        QVERIFY2(!all(e.model).contains(QStringLiteral("planted")), qPrintable(shown(e.model)));
        QSignalSpy told(&e.model, &EnvironmentModel::revealedChanged);
        e.model.setRevealedFor(50ms);
        e.model.reveal(QStringLiteral("OWN_TOKEN"));
        QVERIFY(e.has(QStringLiteral("OWN_TOKEN=planted-token-5678||")));
        e.model.reveal(QStringLiteral("POSTGRES_PASSWORD")); // one at a time
        QVERIFY(!all(e.model).contains(QStringLiteral("planted-token")));
        QVERIFY(all(e.model).contains(QStringLiteral("planted-password")));
        QTRY_VERIFY(!all(e.model).contains(QStringLiteral("planted")));
        QCOMPARE(told.last().first().toString(), QString());
    }

    void edits()
    {
        Editing e;
        QVERIFY(!e.editor.isDirty());
        e.editor.setValue(QStringLiteral("SMTP_PORT"), Secret("587"));
        e.editor.setValue(QStringLiteral("POSTGRES_DB"), Secret("shop"));
        e.editor.remove(QStringLiteral("OWN_FLAG"));
        QVERIFY(e.settled());
        QVERIFY(e.has(QStringLiteral("SMTP_PORT=587||Changed")));
        QVERIFY(e.has(QStringLiteral("POSTGRES_DB=shop||Added")));
        QVERIFY(e.has(QStringLiteral("OWN_FLAG=|taken out|Removed")));
        QCOMPARE(e.editor.look().changes.size(), 3);
        QVERIFY(e.text().contains("POSTGRES_PASSWORD=planted-password-1234\nPOSTGRES_DB=shop\n")); // its group
        QCOMPARE(e.editor.undoText(), QStringLiteral("Remove OWN_FLAG"));
        e.editor.undo();
        QVERIFY(e.settled());
        QVERIFY(e.has(QStringLiteral("OWN_FLAG=on||")));
        QCOMPARE(e.editor.redoText(), QStringLiteral("Remove OWN_FLAG"));
        e.editor.revert(QStringLiteral("SMTP_PORT"));
        e.editor.undo();
        e.editor.redo();
        e.editor.discard();
        QVERIFY(e.settled());
        QCOMPARE(e.text(), file);
        QVERIFY(!e.editor.isDirty());
        while (e.editor.canUndo()) {
            e.editor.undo();
            QVERIFY(e.settled());
        }
        QCOMPARE(e.text(), file);
        while (e.editor.canRedo()) {
            e.editor.redo();
            QVERIFY(e.settled());
        }
        QCOMPARE(e.text(), file);
    }

    void whatCannotBeWrittenIsRefused()
    {
        Editing e;
        QSignalSpy refused(&e.editor, &EnvironmentEditor::refused);
        e.editor.setValue(QStringLiteral("OWN FLAG"), Secret("on"));
        QVERIFY(e.settled());
        QCOMPARE(refused.size(), 1);
        QCOMPARE(e.text(), file);
        QVERIFY(!e.editor.canUndo());
    }

    void textIsTheSameDocument()
    {
        Editing e;
        e.editor.setText(file + "MORE=1\n", QStringLiteral("Edit the text"));
        e.editor.setText(file + "MORE=2\n", QStringLiteral("Edit the text"));
        e.editor.setText(file + "MORE=3\n", QStringLiteral("Edit the text"));
        QVERIFY(e.settled());
        QVERIFY(e.has(QStringLiteral("MORE=3||Added")));
        e.editor.undo();
        QVERIFY(e.settled());
        QVERIFY(!e.text().contains("MORE=2"));                        // those between were skipped, or one step each
        e.editor.setText("A=\"x\n", QStringLiteral("Edit the text")); // rejected, and kept all the same
        QVERIFY(e.settled());
        QCOMPARE(e.text(), QByteArray("A=\"x\n"));
        QCOMPARE(e.editor.look().findings.first().kind, FindingKind::Rejected);
    }

    void filters_data()
    {
        QTest::addColumn<int>("show");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("keys");
        const auto row = [](const char *name, EnvironmentFilter::Show show, const char *text, const char *keys) {
            QTest::newRow(name) << int(show) << QString::fromLatin1(text) << QString::fromLatin1(keys);
        };
        using Show = EnvironmentFilter::Show;
        row("by name", Show::All, "own_", "[Not in the schema] OWN_FLAG OWN_TOKEN");
        row("by value", Show::All, "bouncepro.ex", "[General] DOMAIN");
        row("not by a secret's value", Show::All, "planted", "");
        row("changed", Show::Changed, "", "[Not in the schema] OWN_FLAG");
        row("changed and searched", Show::Changed, "token", "");
        row("secrets", Show::Secrets, "own", "[Not in the schema] OWN_TOKEN");
        row("findings", Show::Findings, "smtp", "[Brevo and e-mail] SMTP_PORT");
        row("missing", Show::Missing, "postgres", "[Database] POSTGRES_DB");
    }
    void filters()
    {
        QFETCH(int, show);
        QFETCH(QString, text);
        Editing e;
        EnvironmentFilter filter;
        const QAbstractItemModelTester filterTester(&filter);
        filter.setSourceModel(&e.model);
        filter.setShow(EnvironmentFilter::Show(show));
        filter.setText(text);
        e.editor.setValue(QStringLiteral("OWN_FLAG"), Secret("off")); // while it is filtered
        QVERIFY(e.settled());
        QStringList keys;
        for (int row = 0; row < filter.rowCount(); ++row) {
            const QString key = filter.index(row, 0).data(EnvironmentModel::KeyRole).toString();
            keys << (key.isEmpty() ? QStringLiteral("[%1]").arg(filter.index(row, 0).data().toString()) : key);
        }
        QTEST(keys.join(QLatin1Char(' ')), "keys");
    }

    void theFileChangedMeanwhile()
    {
        Editing e;
        e.editor.setValue(QStringLiteral("OWN_FLAG"), Secret("mine"));
        e.editor.setValue(QStringLiteral("DOMAIN"), Secret("mine.example"));
        QVERIFY(e.settled());
        QByteArray theirs = file;
        theirs.replace("OWN_FLAG=on", "OWN_FLAG=theirs").replace("SMTP_PORT=none", "SMTP_PORT=25");
        e.editor.take(theirs);
        QVERIFY(e.settled());
        QVERIFY(e.editor.theirs());
        QVERIFY(e.text().contains("OWN_FLAG=mine")); // nothing is lost
        e.editor.settle({{QStringLiteral("OWN_FLAG"), ConflictChoice::Theirs}});
        QVERIFY(e.settled());
        QVERIFY(!e.editor.theirs());
        QVERIFY(e.text().contains("OWN_FLAG=theirs"));
        QVERIFY(e.text().contains("SMTP_PORT=25"));
        QCOMPARE(e.editor.look().changes.size(), 1);
        QCOMPARE(e.editor.look().changes.first().key, QStringLiteral("DOMAIN"));
        e.editor.undo();
        QVERIFY(e.settled());
        QVERIFY(e.text().contains("OWN_FLAG=mine"));
    }

    void whatWasAppliedIsNoChange()
    {
        Editing e;
        e.editor.setValue(QStringLiteral("OWN_FLAG"), Secret("off"));
        QVERIFY(e.settled());
        e.editor.take(e.text());
        QVERIFY(e.settled());
        QVERIFY(!e.editor.isDirty());
        e.editor.undo(); // back to the old value is a change now
        QVERIFY(e.settled());
        QVERIFY(e.has(QStringLiteral("OWN_FLAG=on||Changed")));
        e.editor.redo();
        QVERIFY(e.settled());
        e.editor.take(file); // nobody edits: what the server has counts
        QVERIFY(e.settled());
        QCOMPARE(e.text(), file);
        QVERIFY(!e.editor.canUndo());
    }

    void noFile()
    {
        Editing e(std::nullopt);
        QVERIFY(!e.editor.isThere());
        QVERIFY(e.has(QStringLiteral("DOMAIN=|not set|Missing")));
        e.editor.setValue(QStringLiteral("DOMAIN"), Secret("bouncepro.example"));
        QVERIFY(e.settled());
        QCOMPARE(e.text(), QByteArray("DOMAIN=bouncepro.example\n"));
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentModel)
#include "tst_environmentmodel.moc"

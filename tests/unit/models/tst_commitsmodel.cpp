// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/deploy/commitsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace bouncepro;

namespace {

const QByteArray answer = "commit\tccc\taaa bbb\n"
                          "commit\tbbb\taaa\nfile\tM\tpayload/a.js\nfile\tA\t\"we\\tird\"\nfile\tM\n"
                          "commit\taaa\troot\nfile\tD\tx\n"
                          "changed\tM\tdocker-compose.prod.yml\nchanged\tA\tnginx/a.conf\n"
                          "distance\tr1c\t0\t3\ndistance\tr2c\t1\t0\nnonsense\n";

Commit commit(const char *hash, const QString &author, const QString &subject)
{
    return {QString::fromLatin1(hash), author, QDateTime::currentDateTimeUtc().addSecs(-240), subject};
}

} // namespace

class TestCommitsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changes()
    {
        const Changes changes = parseChanges(answer);
        QCOMPARE(changes.commits.size(), 3);
        QVERIFY(changes.commits.value(QStringLiteral("ccc")).isMerge);
        QCOMPARE(changes.commits.value(QStringLiteral("bbb")).files.size(), 2);
        QCOMPARE(changes.commits.value(QStringLiteral("aaa")).files.first(),
                 (FileChange{QLatin1Char('D'), QStringLiteral("x")}));
        QCOMPARE(changes.changedCount, 2);
        QCOMPARE(changes.distances.value(QStringLiteral("r1c")), (Distance{0, 3}));
        QByteArray many = "commit\tccc\taaa\n";
        for (int i = 0; i < 2000; ++i)
            many += "file\tM\tf\n";
        QCOMPARE(parseChanges(many).commits.value(QStringLiteral("ccc")).files.size(), 500);
        QCOMPARE(parseChanges(many).commits.value(QStringLiteral("ccc")).fileCount, 2000);
        QVERIFY(parseChanges("file\tM\torphan\ncommit\n").commits.isEmpty());
    }

    void rows()
    {
        CommitsModel model;
        const QAbstractItemModelTester tester(&model);
        const QList<Commit> commits{commit("ccc", QStringLiteral("Anna Maria Lind"), QStringLiteral("Merge")),
                                    commit("bbb", QStringLiteral("marek"), QStringLiteral("Fix\x1b[31m"))};
        model.setCommits(commits, parseChanges(answer));
        const auto text = [&](int row, int role) { return model.index(row).data(role).toString(); };
        QCOMPARE(text(0, CommitsModel::InitialsRole), QStringLiteral("AL"));
        QCOMPARE(text(0, CommitsModel::FilesTextRole), QStringLiteral("merge"));
        QCOMPARE(model.index(0).data(CommitsModel::FileCountRole).toInt(), -1);
        QCOMPARE(text(1, CommitsModel::InitialsRole), QStringLiteral("M"));
        QCOMPARE(text(1, CommitsModel::FilesTextRole), QStringLiteral("2 files"));
        QCOMPARE(model.index(1).data(CommitsModel::FilesRole).toStringList().first(), QStringLiteral("M payload/a.js"));
        QCOMPARE(text(1, Qt::DisplayRole), QStringLiteral("Fix⟨ESC⟩[31m"));
        QCOMPARE(text(1, CommitsModel::AgeRole), QStringLiteral("4 min"));
        QCOMPARE(text(1, Qt::AccessibleTextRole), QStringLiteral("bbb, Fix⟨ESC⟩[31m, marek, 4 min ago, 2 files"));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setCommits(commits, parseChanges(answer)); // nothing new: selection and place stay
        QCOMPARE(resets.size(), 0);
        model.setCommits(commits, {});
        QCOMPARE(model.index(1).data(CommitsModel::FileCountRole).toInt(), -1);
        QCOMPARE(text(1, CommitsModel::FilesTextRole), QString());
    }

    void noLetters()
    {
        QCOMPARE(initials(QStringLiteral("  ")), QStringLiteral("?"));
        QCOMPARE(initials(QStringLiteral("(bot) *")), QStringLiteral("B"));
    }
};

QTEST_GUILESS_MAIN(TestCommitsModel)
#include "tst_commitsmodel.moc"

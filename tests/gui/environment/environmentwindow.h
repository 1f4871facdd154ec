#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentdesk.h"
#include "tests/gui/deploy/deploywindow.h"
#include "ui/environment/environmentpage.h"
#include "ui/environment/environmenttext.h"
#include "ui/look/button.h"
#include "ui/look/rowlist.h"

#include <QCryptographicHash>
#include <QLabel>
#include <QLineEdit>

namespace bouncepro {

/// Values that must be seen nowhere unless they are asked for.
inline const QByteArray planted = "planted-Secret_7d41c09e5b";

/// A file in which much is right and some is not; made up.
inline QByteArray stackFile()
{
    return "# BouncePro, production\n"
           "DOMAIN=bouncepro.example\n"
           "LOG_LEVEL=info\n"
           "\n"
           "# Database\n"
           "POSTGRES_USER=bouncepro\n"
           "POSTGRES_PASSWORD=" +
           planted +
           "\n"
           "POSTGRES_DB=bouncepro\n"
           "DATABASE_URI=postgresql://bouncepro:" +
           planted +
           "@postgres:5432/bouncepro\n"
           "\n"
           "PAYLOAD_PUBLIC_SERVER_URL=https://api.bouncepro.example\n"
           "PAYLOAD_SECRET=" +
           planted +
           "-of-payload-0123456789\n"
           "#PAYLOAD_SECRET=" +
           planted +
           "-the-old-one\n"
           "SMTP_HOST=smtp.mailer.example\n"
           "SMTP_PORT=none # still to be asked for\n"
           "STRIPE_SECRET_KEY=sk_test_" +
           QByteArray(planted).replace('-', "").replace('_', "") +
           "\n"
           "BACKUP_RETENTION_DAYS=30\n"
           "OWN_FLAG=on\n"
           "OWN_LABEL='\u05e9\u05dc\u05d5\u05dd, \u05e2\u05d5\u05dc\u05dd'\n";
}

/// The real window with the environment page.
struct EnvironmentWindow : PageWindow
{
    struct Setup
    {
        std::optional<QByteArray> file = stackFile();
        std::optional<QByteArray> dotEnv = QByteArray("RELEASE=2.14.3\n");
        Environment environment = Environment::Staging;
        bool isArmed = true;
        QSize size{1280, 800};
    };

    EnvironmentWindow() : EnvironmentWindow(Setup{}) {}
    explicit EnvironmentWindow(const Setup &setup)
        : PageWindow({.pages = allPages(), .size = setup.size, .profile = profileOf(setup), .isArmed = setup.isArmed},
                     JobServer::create())
    {
        server().setEmpty(true);
        server().setStatus(
            "commit\t8f3c2a1aaa\nbranch\tmain\nrelease\t2.14.3\nchanges\t0\n"
            "service\tpayload\tid1\tbp:r2\tsha256:2\trunning\thealthy\t2026-11-24T01:00:00Z\t0\t0\t\t\t\n");
        put(setup.file.value_or(QByteArray()), setup.dotEnv.value_or(QByteArray()));
    }
    /// What the server has, and what Compose makes of it before and after a change.
    void put(const QByteArray &file, const QByteArray &dotEnv = "RELEASE=2.14.3\n")
    {
        const auto line = [](const char *name, const QByteArray &text) {
            return text.isEmpty() ? QByteArray()
                                  : QByteArray("file\t") + name + '\t' +
                                        QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex() +
                                        "\tdeploy\t600\t1764000000\t" + text.toBase64() + '\n';
        };
        const auto model = [](const char *host) {
            return QByteArray(R"({"services":{"payload":{"environment":{"SMTP_HOST":")") + host + R"("}}}})";
        };
        const QByteArray answer =
            line(".env", dotEnv) + line(".env.production", file) + "model\t" + model("smtp.mailer.example").toBase64() +
            "\nnext\t" + model("smtp.eu.mailer.example").toBase64() + "\ncontainer\tpayload\tbouncepro-payload-1\t" +
            QByteArray(R"(["SMTP_HOST=smtp.old.example"])").toBase64() + '\t' + QByteArray("[]").toBase64() + '\n';
        server().setAnswer(QStringLiteral("deploy.sh"), answer + factsOf({}, releases(), "8f3c2a1aaa"));
    }
    void start() { JobWindow::start(QStringLiteral("environment")); }
    bool read()
    {
        start();
        return QTest::qWaitFor([this] { return environment().state() == LoadState::Ready; }) && settled();
    }
    EnvironmentDesk &environment() { return desk()->environment(); }
    EnvironmentEditor &editor(int index = 0) { return *environment().editors()[index]; }
    bool settled()
    {
        return QTest::qWaitFor([this] { return !editor(0).isBusy() && !editor(1).isBusy(); });
    }
    QByteArray fileText(int index = 0) { return editor(index).look().mine.text(); }

    /// A button of a Segmented.
    void press(const char *name, const QString &word)
    {
        auto *all = find(name);
        if (!all)
            qFatal("There is no %s.", name);
        for (auto *button : all->findChildren<QAbstractButton *>())
            if (button->text() == word)
                return QTest::mouseClick(button, Qt::LeftButton);
        qFatal("%s has no %s.", name, qPrintable(word));
    }
    void type(const QString &text)
    {
        for (const QChar c : text)
            QTest::keyClick(QApplication::focusWidget(), c.toLatin1());
    }
    QStringList keys()
    {
        QStringList all;
        auto *list = find<RowList>("keys");
        for (int row = 0; list && row < list->model()->rowCount(); ++row)
            if (const QString key = list->model()->index(row, 0).data(EnvironmentModel::KeyRole).toString();
                !key.isEmpty())
                all << key;
        return all;
    }
    QString of(const QString &key, int role)
    {
        EnvironmentModel &model = *editor(0).model();
        return model.index(model.rowOf(key)).data(role).toString();
    }
    void choose(const QString &key)
    {
        auto *list = find<RowList>("keys");
        for (int row = 0; row < list->model()->rowCount(); ++row)
            if (list->model()->index(row, 0).data(EnvironmentModel::KeyRole).toString() == key)
                return list->setCurrentIndex(list->model()->index(row, 0));
        qFatal("There is no row %s.", qPrintable(key));
    }
    /// Chooses the key and types a value of it, as a person does.
    void enter(const QString &key, const QString &value)
    {
        choose(key);
        auto *edit = find<QLineEdit>("valueEdit");
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, value);
        this->key(Qt::Key_Return);
    }

private:
    static ServerProfile profileOf(const Setup &setup)
    {
        ServerProfile profile = GuiWindow::production();
        profile.environment = setup.environment;
        profile.name =
            setup.environment == Environment::Production ? QStringLiteral("bouncepro-eu") : QStringLiteral("staging");
        return profile;
    }
};

} // namespace bouncepro

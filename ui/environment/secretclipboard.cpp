// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/secretclipboard.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QPointer>

namespace bouncepro {

SecretClipboard &SecretClipboard::instance()
{
    static QPointer<SecretClipboard> instance;
    if (!instance)
        instance = new SecretClipboard(qApp);
    return *instance;
}

SecretClipboard::SecretClipboard(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(std::chrono::seconds(30));
    connect(&m_timer, &QTimer::timeout, this, &SecretClipboard::clear);
    connect(qApp, &QCoreApplication::aboutToQuit, this, &SecretClipboard::clear);
}

void SecretClipboard::copy(const Secret &value)
{
    m_value = value;
    auto *data = new QMimeData;
    data->setText(QString::fromUtf8(value.reveal()));
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    QApplication::clipboard()->setMimeData(data);
    m_timer.start();
}

void SecretClipboard::clear()
{
    m_timer.stop();
    if (m_value.isEmpty())
        return;
    if (Secret(QApplication::clipboard()->text().toUtf8()) == m_value)
        QApplication::clipboard()->clear();
    m_value = Secret();
    Q_EMIT cleared();
}

} // namespace bouncepro

#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"
#include "ssh/interaction.h"

#include <QDialog>

class QHBoxLayout;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace bouncepro {

class Text;

/// A dialog that asks one thing: a sentence, what it is about, Cancel (which has the focus) and one verb.
class QuestionDialog : public QDialog
{
    Q_OBJECT

public:
    /// What was given; nullopt unless accepted.
    virtual std::optional<Answers> given() const = 0;
    /// Of the server that the connection is for: what is at stake. nullopt: not known yet.
    void setEnvironment(std::optional<Environment> environment);
    QSize sizeHint() const override;

protected:
    QuestionDialog(const QString &title, const QString &sentence, const QString &verb, QWidget *parent);
    void addFact(const QString &label, const QString &value, const QString &objectName, bool mono = false);
    QVBoxLayout *content() { return m_content; }
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    QPushButton *acceptButton() { return m_accept; }
    QPushButton *cancelButton() { return m_cancel; }

private:
    std::optional<Environment> m_environment;
    QHBoxLayout *m_head;
    QVBoxLayout *m_content;
    QPushButton *m_accept;
    QPushButton *m_cancel;
};

/// Is this the server's key?
class HostKeyDialog : public QuestionDialog
{
    Q_OBJECT

public:
    HostKeyDialog(const HostKeyQuestion &question, QWidget *parent);
    /// No answers: accepted.
    std::optional<Answers> given() const override;
};

/// A password, or the passphrase of a key.
class SecretDialog : public QuestionDialog
{
    Q_OBJECT

public:
    SecretDialog(const SecretQuestion &question, const QString &hint, QWidget *parent);
    ~SecretDialog() override;
    std::optional<Answers> given() const override;

private:
    QLineEdit *m_field;
};

/// A server's own questions to log somebody in.
class PromptsDialog : public QuestionDialog
{
    Q_OBJECT

public:
    PromptsDialog(const PromptsQuestion &question, QWidget *parent);
    ~PromptsDialog() override;
    std::optional<Answers> given() const override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void addWords(QVBoxLayout *column, const QString &words, const QString &objectName);
    QScrollArea *m_scroll;
    QList<QLineEdit *> m_fields;
};

} // namespace bouncepro

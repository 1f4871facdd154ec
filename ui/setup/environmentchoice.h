#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"

#include <QWidget>

namespace bouncepro {

class EnvironmentTag;
class Segmented;
class Text;

/// What is at stake on a server: three words, and below how the window will show the chosen one.
class EnvironmentChoice : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentChoice(QWidget *parent = nullptr);
    Environment environment() const;
    void setEnvironment(Environment environment);
    /// Of the server, as the band shows it.
    void setName(const QString &name);

Q_SIGNALS:
    void chosen(bouncepro::Environment environment);

private:
    void show();
    Segmented *m_words;
    QWidget *m_band;
    Text *m_name;
    EnvironmentTag *m_tag;
    Text *m_sentence;
};

} // namespace bouncepro

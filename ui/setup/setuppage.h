#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/servers/serverprofile.h"
#include "ui/look/pagehead.h"
#include "ui/look/palette.h"

#include <QVBoxLayout>

namespace bouncepro {

/// One step of the wizard: a sentence with its evidence, and what is to be filled in below.
class SetupPage : public QWidget
{
    Q_OBJECT

public:
    SetupPage() : m_head(new PageHead), m_column(new QVBoxLayout(this))
    {
        setSpaces(m_column, {32, 16, 32, 24}, 14);
        m_column->addWidget(m_head);
    }
    /// The step begins: shows what is known of the server so far.
    virtual void enter(const ServerProfile &draft) = 0;
    /// The step ends, forwards or back.
    virtual void leave() {}
    /// Writes what a person filled in.
    virtual void give(ServerProfile &draft) const = 0;
    /// Why there is no way on; empty: there is one.
    virtual QString blocked() const { return {}; }
    /// What came of the step, for the list of steps; empty: nothing yet.
    virtual QString outcome() const { return {}; }
    /// At the field that it is about; false where this step has no such field.
    virtual bool showError(ProfileField, const QString &) { return false; }
    virtual void clearErrors() {}
    virtual QWidget *firstField() const = 0;

Q_SIGNALS:
    void changed();
    /// Enter in a field, or a double click.
    void nextWanted();

protected:
    PageHead *head() const { return m_head; }
    QVBoxLayout *column() const { return m_column; }

private:
    PageHead *m_head;
    QVBoxLayout *m_column;
};

} // namespace bouncepro

#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentschema.h"
#include "ssh/secret.h"
#include "ui/look/dialog.h"

#include <memory>

namespace bouncepro {

class ChoiceBox;
class Field;
struct GeneratedSecret;

/// Makes a new secret for a key, of a kind and size, says how strong it is, and keeps it hidden until asked. Deletes
/// itself when it is closed.
class GenerateDialog : public Dialog
{
    Q_OBJECT

public:
    /// key: null where the schema does not know it.
    GenerateDialog(QWidget *over, const QString &name, const EnvironmentKey *key);
    ~GenerateDialog() override;
    const Secret &value() const;

protected:
    QWidget *firstFocus() const override;

private:
    void make();
    void show();
    std::optional<int> size() const;
    const std::optional<EnvironmentKey> m_key;
    std::unique_ptr<GeneratedSecret> m_made; // empty while it is being made
    int m_round = 0;
    bool m_isShown = false;
    ChoiceBox *m_kind;
    Field *m_size;
    Text *m_value;
    Text *m_strength;
    Button *m_reveal, *m_copyPublic;
};

} // namespace bouncepro

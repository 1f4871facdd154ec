#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/environmentmodel.h"

#include <QWidget>

namespace bouncepro {

class Field;
class FilterChip;
class Segmented;

/// Above the keys: which file, what is searched for, and which keys are shown, with how many there are of each kind.
class KeyTools : public QWidget
{
    Q_OBJECT

public:
    explicit KeyTools(const QStringList &files, QWidget *parent = nullptr);

    void setFile(int index);
    /// The text of the file has no search and no kinds.
    void setFiltersShown(bool areShown);
    void setCounts(const EnvironmentModel &model);
    void focusSearch();
    /// All keys again; emits nothing that is not another.
    void clear();

Q_SIGNALS:
    void fileChosen(int index);
    /// After a pause of typing.
    void searched(const QString &text);
    void showChosen(bouncepro::EnvironmentFilter::Show show);

private:
    Segmented *m_files;
    Field *m_find;
    QList<FilterChip *> m_chips; // by EnvironmentFilter::Show
    QTimer m_pause;
};

} // namespace bouncepro

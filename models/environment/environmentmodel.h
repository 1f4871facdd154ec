#pragma once
// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/environment/editedenvironment.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>
#include <QTimer>

namespace bouncepro {

/// What stands in place of a secret, whatever its length.
QString secretDots();
/// "payload, nuxt"; who reads a key, or when a change of it counts.
QString reachText(const EnvironmentKey *key);

/// The keys of a file, each group under its heading; whole looks in, the rows that differ are told. A secret is dots in
/// every role until a person asks for it, and becomes dots again by itself. Text is safe to show.
class EnvironmentModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        KeyRole = Qt::UserRole, ///< empty: a heading
        GroupRole,              ///< the title of its group
        DescriptionRole,        ///< of the key or group
        CountRole,              ///< int, keys of a heading's group
        ValueRole,              ///< as it is shown; empty where there is none
        ValueNoteRole,          ///< in place of a value: "not set", "taken out"; or beside one: "test key"
        SecretRole,             ///< bool
        MaskedRole,             ///< bool: a secret that is not shown now
        ReachesRole,            ///< "payload, nuxt"
        ChangeRole,             ///< int(EnvironmentChangeKind); none where nothing changed
        SeverityRole,           ///< int(FindingSeverity) of the worst finding; none where there is none
        FindingRole,            ///< that finding and its remedy, in words
        MissingRole,            ///< bool
        StateRole,              ///< "Changed", "Missing", "Not right"; empty
    };

    explicit EnvironmentModel(QObject *parent = nullptr);

    void setLook(const EditedEnvironment &look);
    int count(bool (*counts)(const EnvironmentItem &item)) const;
    /// The row of a key; -1 for none.
    int rowOf(const QString &key) const { return m_rowOf.value(key, -1); }

    /// Shows one secret, and hides it again after a while, or as soon as another one is shown; empty: shows none.
    void reveal(const QString &key);
    QString revealed() const { return m_revealed; }
    void setRevealedFor(std::chrono::milliseconds time) { m_hide.setInterval(time); }

    /// Whether the row passes a search; of a secret only the name counts.
    bool matches(int row, const QString &text) const;
    const EnvironmentItem *item(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    /// Empty: none is shown any more.
    void revealedChanged(const QString &key);

private:
    struct Row
    {
        qsizetype section;
        qsizetype item; // -1: the heading
    };
    QString valueOf(const EnvironmentItem &item) const;
    QString noteOf(const EnvironmentItem &item) const;
    QString stateOf(const EnvironmentItem &item) const;
    QString sentenceOf(const EnvironmentItem &item) const;
    QVariant heading(const EnvironmentSection &section, int role) const;
    void tell(const QString &key);

    EditedEnvironment m_look;
    QList<Row> m_rows;
    QStringList m_names;
    QHash<QString, int> m_rowOf;
    QString m_revealed;
    QTimer m_hide;
};

/// The keys that are searched for; a heading stays as long as one of its keys does.
class EnvironmentFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Show { All, Changed, Findings, Missing, Secrets };

    explicit EnvironmentFilter(QObject *parent = nullptr) : QSortFilterProxyModel(parent) {}
    void setShow(Show show);
    Show show() const { return m_show; }
    void setText(const QString &text);
    static bool passes(const EnvironmentItem &item, Show show);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool accepts(const EnvironmentModel &model, int row) const;
    Show m_show = Show::All;
    QString m_text;
};

} // namespace bouncepro

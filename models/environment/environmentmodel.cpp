// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/environment/environmentmodel.h"

#include "models/servers/wording.h"

#include <algorithm>

namespace bouncepro {

namespace {

constexpr qsizetype longestShown = 400; // characters of a value in a row

bool startsWithAny(const QByteArray &value, const QStringList &prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const QString &prefix) { return value.startsWith(prefix.toUtf8()); });
}

} // namespace

QString secretDots()
{
    return QString(10, QChar(0x2022));
}

QString reachText(const EnvironmentKey *key)
{
    return key ? key->services.join(QStringLiteral(", ")) : QString();
}

EnvironmentModel::EnvironmentModel(QObject *parent) : QAbstractListModel(parent)
{
    m_hide.setSingleShot(true);
    m_hide.setInterval(std::chrono::seconds(30));
    connect(&m_hide, &QTimer::timeout, this, [this] { reveal({}); });
}

// Rows between the first and the last that are others; all that stay may show something else.
void EnvironmentModel::setLook(const EditedEnvironment &look)
{
    QList<Row> rows;
    for (qsizetype s = 0; s < look.sections.size(); ++s) {
        rows.append({s, -1});
        for (qsizetype i = 0; i < look.sections[s].items.size(); ++i)
            rows.append({s, i});
    }
    QStringList names;
    names.reserve(rows.size());
    for (const Row &row : std::as_const(rows))
        names << (row.item < 0 ? QLatin1Char(' ') + look.sections[row.section].title
                               : look.sections[row.section].items[row.item].key);
    const auto [mine, theirs] = std::mismatch(m_names.cbegin(), m_names.cend(), names.cbegin(), names.cend());
    const auto begin = int(mine - m_names.cbegin());
    int same = 0;
    const auto most = int(std::min(m_names.size(), names.size())) - begin;
    while (same < most && m_names[m_names.size() - 1 - same] == names[names.size() - 1 - same])
        ++same;
    const int gone = int(m_names.size()) - begin - same, come = int(names.size()) - begin - same;
    if (gone > 0) {
        beginRemoveRows({}, begin, begin + gone - 1);
        m_names.remove(begin, gone);
        m_rows.remove(begin, gone);
        endRemoveRows();
    }
    const auto put = [&] {
        m_look = look;
        m_rows = rows;
        m_names = names;
        m_rowOf.clear();
        for (qsizetype row = 0; row < m_rows.size(); ++row)
            if (m_rows[row].item >= 0)
                m_rowOf.insert(m_names[row], int(row));
    };
    if (come > 0)
        beginInsertRows({}, begin, begin + come - 1);
    put();
    if (come > 0)
        endInsertRows();
    if (!m_rows.isEmpty() && come < m_rows.size())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
    if (!m_revealed.isEmpty() && !m_rowOf.contains(m_revealed))
        reveal({});
}

int EnvironmentModel::count(bool (*counts)(const EnvironmentItem &)) const
{
    int sum = 0;
    for (const EnvironmentSection &section : m_look.sections)
        sum += int(std::count_if(section.items.begin(), section.items.end(), counts));
    return sum;
}

void EnvironmentModel::reveal(const QString &key)
{
    const QString before = std::exchange(m_revealed, key);
    m_hide.stop();
    if (!key.isEmpty())
        m_hide.start();
    if (before == key)
        return;
    tell(before);
    tell(key);
    Q_EMIT revealedChanged(key);
}

void EnvironmentModel::tell(const QString &key)
{
    if (const int row = rowOf(key); row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

const EnvironmentItem *EnvironmentModel::item(int row) const
{
    if (row < 0 || row >= m_rows.size() || m_rows[row].item < 0)
        return nullptr;
    return &m_look.sections[m_rows[row].section].items[m_rows[row].item];
}

bool EnvironmentModel::matches(int row, const QString &text) const
{
    const EnvironmentItem *item = this->item(row);
    if (!item)
        return false;
    if (text.isEmpty() || item->key.contains(text, Qt::CaseInsensitive))
        return true;
    const EnvironmentEntry *entry = item->isSecret ? nullptr : m_look.mine.find(item->key);
    return entry && QString::fromUtf8(entry->value.reveal()).contains(text, Qt::CaseInsensitive);
}

QString EnvironmentModel::valueOf(const EnvironmentItem &item) const
{
    const EnvironmentEntry *entry = m_look.mine.find(item.key);
    if (!entry || entry->value.isEmpty())
        return {};
    if (item.isSecret && item.key != m_revealed)
        return secretDots();
    return visibleText(QString::fromUtf8(entry->value.reveal().left(4 * longestShown)), longestShown);
}

QString EnvironmentModel::noteOf(const EnvironmentItem &item) const
{
    const EnvironmentEntry *entry = m_look.mine.find(item.key);
    if (!entry)
        return item.change ? tr("taken out") : tr("not set");
    if (!entry->given)
        return tr("from around the file");
    if (entry->value.isEmpty())
        return tr("empty");
    if (item.known && startsWithAny(entry->value.reveal(), item.known->livePrefixes))
        return tr("live key");
    if (item.known && startsWithAny(entry->value.reveal(), item.known->testPrefixes))
        return tr("test key");
    return {};
}

QString EnvironmentModel::stateOf(const EnvironmentItem &item) const
{
    if (item.isMissing)
        return tr("Missing");
    if (!item.findings.isEmpty() && item.findings.first().severity != FindingSeverity::Note)
        return item.findings.first().severity == FindingSeverity::Error ? tr("Not right") : tr("Look at it");
    if (!item.change)
        return {};
    switch (*item.change) {
    case EnvironmentChangeKind::Added:
        return tr("Added");
    case EnvironmentChangeKind::Removed:
        return tr("Removed");
    case EnvironmentChangeKind::Changed:
        break;
    }
    return tr("Changed");
}

QString EnvironmentModel::sentenceOf(const EnvironmentItem &item) const
{
    QStringList parts{item.key};
    const QString value = valueOf(item);
    parts << (item.isSecret && item.key != m_revealed && !value.isEmpty() ? tr("hidden") : value) << noteOf(item);
    if (const QString reaches = reachText(item.known); !reaches.isEmpty())
        parts << tr("reaches %1").arg(reaches);
    parts << stateOf(item);
    if (!item.findings.isEmpty())
        parts << item.findings.first().what;
    parts.removeAll(QString());
    return parts.join(tr(", "));
}

QVariant EnvironmentModel::heading(const EnvironmentSection &section, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case GroupRole:
        return section.title;
    case DescriptionRole:
    case Qt::ToolTipRole:
        return role == Qt::ToolTipRole ? asRichText(section.description) : section.description;
    case CountRole:
        return int(section.items.size());
    case Qt::AccessibleTextRole:
        return tr("%1, %n keys", nullptr, int(section.items.size())).arg(section.title);
    default:
        return {};
    }
}

QVariant EnvironmentModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EnvironmentSection &section = m_look.sections[m_rows[index.row()].section];
    const EnvironmentItem *item = this->item(index.row());
    if (!item)
        return heading(section, role);
    const EnvironmentFinding *worst = item->findings.isEmpty() ? nullptr : &item->findings.first();
    switch (role) {
    case Qt::DisplayRole:
    case KeyRole:
        return item->key;
    case GroupRole:
        return section.title;
    case DescriptionRole:
        return item->known ? item->known->description : QString();
    case ValueRole:
        return valueOf(*item);
    case ValueNoteRole:
        return noteOf(*item);
    case SecretRole:
        return item->isSecret;
    case MaskedRole:
        return item->isSecret && item->key != m_revealed;
    case ReachesRole:
        return reachText(item->known);
    case ChangeRole:
        return item->change ? QVariant(int(*item->change)) : QVariant();
    case SeverityRole:
        return worst ? QVariant(int(worst->severity)) : QVariant();
    case FindingRole:
        return worst ? tr("%1 %2").arg(worst->what, worst->remedy) : QString();
    case MissingRole:
        return item->isMissing;
    case StateRole:
        return stateOf(*item);
    case Qt::AccessibleTextRole:
        return sentenceOf(*item);
    default:
        return {};
    }
}

int EnvironmentModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

// A heading is read, and never chosen.
Qt::ItemFlags EnvironmentModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return QAbstractListModel::flags(index);
    return item(index.row()) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                             : Qt::ItemFlags(Qt::ItemNeverHasChildren);
}

void EnvironmentFilter::setShow(Show show)
{
    m_show = show;
    invalidateFilter();
}

void EnvironmentFilter::setText(const QString &text)
{
    m_text = text;
    invalidateFilter();
}

bool EnvironmentFilter::passes(const EnvironmentItem &item, Show show)
{
    switch (show) {
    case Show::All:
        return true;
    case Show::Changed:
        return item.change.has_value();
    case Show::Findings:
        return std::any_of(item.findings.begin(), item.findings.end(),
                           [](const auto &finding) { return finding.severity != FindingSeverity::Note; });
    case Show::Missing:
        return item.isMissing;
    case Show::Secrets:
        return item.isSecret;
    }
    return false;
}

bool EnvironmentFilter::accepts(const EnvironmentModel &model, int row) const
{
    return passes(*model.item(row), m_show) && model.matches(row, m_text);
}

bool EnvironmentFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const auto &model = *static_cast<const EnvironmentModel *>(sourceModel());
    if (model.item(row))
        return accepts(model, row);
    for (int key = row + 1; model.item(key); ++key)
        if (accepts(model, key))
            return true;
    return false;
}

} // namespace bouncepro

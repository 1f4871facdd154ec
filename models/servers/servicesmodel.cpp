// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/servicesmodel.h"

#include "models/servers/wording.h"

#include <QCollator>
#include <QLocale>

#include <algorithm>
#include <array>

namespace bouncepro {

namespace {

constexpr qsizetype maxRows = 200;   // a server that names more is not one of ours
constexpr qsizetype keptSamples = 4; // the server's clock has seconds: a longer base makes the figure steadier

const QString unknown = QStringLiteral("–"); // of a service that runs; else there is nothing to know

bool isRunning(const ServiceStatus &service)
{
    return service.state == QLatin1String("running");
}

QString conditionText(const ServiceStatus &service)
{
    switch (conditionOf(service)) {
    case ServiceCondition::Well:
    case ServiceCondition::Unhealthy:
        return ServicesModel::tr("Running");
    case ServiceCondition::Starting:
        return ServicesModel::tr("Starting");
    case ServiceCondition::Restarting:
        return ServicesModel::tr("Restarting");
    case ServiceCondition::Paused:
        return ServicesModel::tr("Paused");
    case ServiceCondition::NotStarted:
        return ServicesModel::tr("Not started");
    case ServiceCondition::Down:
        return ServicesModel::tr("Stopped, exit code %1").arg(service.exitCode);
    case ServiceCondition::Unknown:
        break;
    }
    return visibleText(service.state, 40);
}

QString healthText(const ServiceStatus &service)
{
    if (!isRunning(service))
        return {};
    if (service.health == QLatin1String("healthy"))
        return ServicesModel::tr("Healthy");
    if (service.health == QLatin1String("unhealthy"))
        return ServicesModel::tr("Not healthy");
    if (service.health == QLatin1String("starting"))
        return ServicesModel::tr("Not checked yet");
    if (service.health == QLatin1String("none"))
        return ServicesModel::tr("No check");
    return visibleText(service.health, 40);
}

// Of its limit, else of the host's memory.
std::optional<double> memoryPart(const ServiceStatus &service, qint64 ofHost)
{
    const qint64 whole = service.memoryLimit.value_or(ofHost);
    if (!service.memoryBytes || whole <= 0)
        return {};
    return std::clamp(double(*service.memoryBytes) / double(whole), 0.0, 1.0);
}

QString upText(const ServiceStatus &service, const QDateTime &serverTime)
{
    if (!isRunning(service))
        return {};
    if (!service.started.isValid() || !serverTime.isValid())
        return unknown;
    return ageText(service.started.secsTo(serverTime));
}

} // namespace

QString nameOf(ServiceCondition condition)
{
    static constexpr std::array names = {"Well",   "Starting",   "Unhealthy", "Restarting",
                                         "Paused", "NotStarted", "Down",      "Unknown"};
    static_assert(names.size() == size_t(ServiceCondition::Unknown) + 1);
    return QString::fromLatin1(names[size_t(condition)]);
}

ServiceCondition conditionOf(const ServiceStatus &service)
{
    if (service.isWell())
        return ServiceCondition::Well;
    if (service.state == QLatin1String("running"))
        return service.health == QLatin1String("starting") ? ServiceCondition::Starting : ServiceCondition::Unhealthy;
    if (service.state == QLatin1String("restarting"))
        return ServiceCondition::Restarting;
    if (service.state == QLatin1String("paused"))
        return ServiceCondition::Paused;
    if (service.state == QLatin1String("created"))
        return ServiceCondition::NotStarted;
    if (service.state == QLatin1String("exited") || service.state == QLatin1String("dead"))
        return ServiceCondition::Down;
    return ServiceCondition::Unknown;
}

// Of one CPU, over the samples kept; unknown until there are two of different times.
std::optional<double> ServicesModel::cpuPercent(const ServiceStatus &service, const QDateTime &time)
{
    if (!service.cpuMicroseconds)
        return {};
    QList<Sample> &samples = m_samples[service.containerId];
    if (!samples.isEmpty() && (*service.cpuMicroseconds < samples.last().cpuMicroseconds || time < samples.last().time))
        samples.clear(); // the container was restarted, or the clock was set back
    if (samples.isEmpty() || samples.last().time < time)
        samples << Sample{time, *service.cpuMicroseconds};
    if (samples.size() > keptSamples)
        samples.removeFirst();
    const qint64 milliseconds = samples.first().time.msecsTo(samples.last().time);
    if (milliseconds <= 0)
        return {};
    return 100.0 * double(samples.last().cpuMicroseconds - samples.first().cpuMicroseconds) / 1000.0 /
           double(milliseconds);
}

QList<ServicesModel::Row> ServicesModel::rowsOf(const StackStatus &status)
{
    QList<ServiceStatus> services = status.services.mid(0, maxRows);
    QCollator order(QLocale(QLocale::English)); // the C locale knows no numbers
    order.setNumericMode(true);
    std::sort(services.begin(), services.end(), [&order](const auto &a, const auto &b) {
        const int names = order.compare(a.name, b.name);
        return names != 0 ? names < 0 : std::tie(a.name, a.containerId) < std::tie(b.name, b.containerId);
    });
    QList<Row> rows;
    QHash<QString, int> numbers;
    for (const ServiceStatus &service : services)
        rows << Row{QStringLiteral("%1/%2").arg(service.name).arg(numbers[service.name]++, 4, 10, QLatin1Char('0')),
                    service, cpuPercent(service, status.time), upText(service, status.time),
                    memoryPart(service, status.memoryTotal)};
    m_samples.removeIf([&](const auto &entry) {
        return std::none_of(services.begin(), services.end(),
                            [&](const ServiceStatus &service) { return service.containerId == entry.key(); });
    });
    return rows;
}

void ServicesModel::setStatus(const StackStatus &status)
{
    const QList<Row> rows = rowsOf(status);
    const auto isIn = [](const QList<Row> &all, const QString &key) {
        return std::any_of(all.begin(), all.end(), [&](const Row &row) { return row.key == key; });
    };
    for (qsizetype i = m_rows.size() - 1; i >= 0; --i) {
        if (isIn(rows, m_rows[i].key))
            continue;
        beginRemoveRows({}, int(i), int(i));
        m_rows.removeAt(i);
        endRemoveRows();
    }
    // Both are in the order of their keys now, and what is shown is a part of what comes.
    int firstChanged = -1;
    const auto flush = [&](int end) {
        if (firstChanged >= 0)
            Q_EMIT dataChanged(index(firstChanged, 0), index(end - 1, ColumnCount - 1));
        firstChanged = -1;
    };
    for (int i = 0; i < rows.size(); ++i) {
        if (i == m_rows.size() || m_rows[i].key != rows[i].key) {
            flush(i);
            beginInsertRows({}, i, i);
            m_rows.insert(i, rows[i]);
            endInsertRows();
        } else if (m_rows[i] != rows[i]) {
            m_rows[i] = rows[i];
            if (firstChanged < 0)
                firstChanged = i;
        } else {
            flush(i);
        }
    }
    flush(int(rows.size()));
}

int ServicesModel::wellCount() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.service.isWell(); }));
}

int ServicesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ServicesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ServicesModel::text(const Row &row, int column) const
{
    const ServiceStatus &service = row.service;
    switch (column) {
    case Service:
        return visibleText(service.name);
    case State:
        return conditionText(service);
    case Health:
        return healthText(service);
    case Image:
        return visibleText(service.image);
    case Up:
        return row.up;
    case Restarts:
        return QLocale().toString(service.restarts);
    case Cpu:
        return row.cpuPercent ? tr("%1 %").arg(QLocale().toString(*row.cpuPercent, 'f', *row.cpuPercent < 9.95 ? 1 : 0))
               : isRunning(service) ? unknown
                                    : QString();
    case Memory:
        return service.memoryBytes ? bytesText(*service.memoryBytes) : isRunning(service) ? unknown : QString();
    }
    return {};
}

QString ServicesModel::sentence(const Row &row) const
{
    QStringList parts{text(row, Service), text(row, State)};
    if (row.service.state == QLatin1String("running"))
        parts << text(row, Health) << tr("up %1").arg(row.up);
    parts << tr("restarts: %1").arg(text(row, Restarts));
    if (row.cpuPercent)
        parts << tr("CPU %1").arg(text(row, Cpu));
    if (row.service.memoryBytes)
        parts << tr("memory %1").arg(text(row, Memory));
    return parts.join(QStringLiteral(", "));
}

QVariant ServicesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Service ? sentence(row) : text(row, index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() >= Up ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        switch (index.column()) {
        case Image:
            return asRichText(text(row, Image) + QLatin1Char('\n') + visibleText(row.service.imageId));
        case Up:
            return asRichText(exactMomentText(row.service.started));
        case Memory:
            return row.service.memoryLimit ? asRichText(tr("of at most %1").arg(bytesText(*row.service.memoryLimit)))
                                           : QString();
        case Cpu:
            return tr("100 % is one processor");
        default:
            return asRichText(text(row, index.column()));
        }
    case ConditionRole:
        return int(conditionOf(row.service));
    case ContainerIdRole:
        return row.service.containerId;
    case NameRole:
        return row.service.name;
    case PartRole:
        if (index.column() == Cpu && row.cpuPercent)
            return std::clamp(*row.cpuPercent / 100, 0.0, 1.0);
        return index.column() == Memory && row.memoryPart ? QVariant(*row.memoryPart) : QVariant();
    }
    return {};
}

QVariant ServicesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section >= Up ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Service:
        return tr("Service");
    case State:
        return tr("State");
    case Health:
        return tr("Health");
    case Image:
        return tr("Image");
    case Up:
        return tr("Up for");
    case Restarts:
        return tr("Restarts");
    case Cpu:
        return tr("CPU");
    default:
        return tr("Memory");
    }
}

} // namespace bouncepro

// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/icon.h"

#include "ui/look/paint.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

// Resources of a static library need a reference from the program; Q_INIT_RESOURCE works outside namespaces only.
static void initIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace bouncepro {

namespace {

QByteArray drawingOf(const QString &name)
{
    static QHash<QString, QByteArray> drawings;
    const auto known = drawings.constFind(name);
    if (known != drawings.constEnd())
        return *known;
    initIcons();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    const bool exists = file.open(QIODevice::ReadOnly);
    if (!exists)
        qWarning("There is no icon %s.", qPrintable(name));
    return *drawings.insert(name, exists ? file.readAll() : QByteArray());
}

QPixmap rendered(const QString &name, const QSize &size, qreal ratio, const QColor &colour)
{
    const QString key = QStringLiteral("icon/%1/%2/%3x%4/%5")
                            .arg(name, colour.name(QColor::HexArgb))
                            .arg(size.width())
                            .arg(size.height())
                            .arg(ratio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QByteArray drawing = drawingOf(name);
    if (!drawing.isEmpty()) {
        drawing.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer renderer(drawing);
        QPainter painter(&pixmap);
        painter.setOpacity(colour.alphaF());
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(&painter, QRectF(QPointF(), QSizeF(size)));
    }
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class IconEngine : public QIconEngine
{
public:
    IconEngine(QString name, Token colour) : m_name(std::move(name)), m_colour(colour) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(painter, rect, m_name, colourFor(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }
    // size is in device pixels here.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        QPixmap pixmap = rendered(m_name, size / scale, scale, colourFor(mode));
        return pixmap;
    }
    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override { return size; }
    QString key() const override { return QStringLiteral("bouncepro"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return false; }
    QIconEngine *clone() const override { return new IconEngine(*this); }

private:
    QColor colourFor(QIcon::Mode mode) const
    {
        return mode == QIcon::Disabled ? tokens().disabled : tokens().*m_colour;
    }
    const QString m_name;
    const Token m_colour;
};

} // namespace

QIcon icon(const QString &name, Token colour)
{
    return QIcon(new IconEngine(name, colour));
}

QIcon icon(const char *name, Token colour)
{
    return icon(QString::fromLatin1(name), colour);
}

void paintIcon(QPainter *painter, const QRectF &square, const QString &name, const QColor &colour)
{
    const QSize size(int(std::lround(square.width())), int(std::lround(square.height())));
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    const Upright upright(painter, square);
    painter->drawPixmap(QPointF(std::round(square.x()), std::round(square.y())), rendered(name, size, ratio, colour));
}

void paintIcon(QPainter *painter, const QRectF &square, const char *name, const QColor &colour)
{
    paintIcon(painter, square, QString::fromLatin1(name), colour);
}

QString nameOf(const QIcon &icon)
{
    const QString name = icon.name();
    return QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name)) ? name : QString();
}

QStringList iconNames()
{
    initIcons();
    QStringList names;
    for (const QString &file : QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")}))
        names << file.chopped(4);
    return names;
}

} // namespace bouncepro

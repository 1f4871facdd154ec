// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/drawntexts.h"

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QRegion>
#include <QWidget>

namespace bouncepro {

namespace {

// Draws nothing, and notes where text comes to lie and what is painted over it.
class Engine : public QPaintEngine
{
public:
    Engine() : QPaintEngine(AllFeatures) {}

    QList<DrawnText> texts;

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    Type type() const override { return User; }
    void updateState(const QPaintEngineState &now) override
    {
        m_transform = now.transform();
        m_isCovering = now.brush().isOpaque() && now.opacity() == 1.0;
    }
    void drawTextItem(const QPointF &at, const QTextItem &item) override
    {
        const double height = item.ascent() + item.descent();
        QRectF seen = m_transform.mapRect(QRectF(at.x(), at.y() - item.ascent(), item.width(), height));
        if (!systemClip().isEmpty())
            seen &= systemClip().boundingRect();
        if (painter()->hasClipping())
            seen &= m_transform.mapRect(painter()->clipBoundingRect());
        if (!item.text().trimmed().isEmpty() && !seen.isEmpty() && painter()->pen().color().alpha() > 0)
            texts << DrawnText{item.text(), seen};
    }
    void drawRects(const QRectF *rects, int count) override
    {
        for (int i = 0; i < count; ++i)
            cover(rects[i]);
    }
    void drawRects(const QRect *rects, int count) override
    {
        for (int i = 0; i < count; ++i)
            cover(QRectF(rects[i]));
    }
    void drawPath(const QPainterPath &path) override { cover(path.boundingRect()); }
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override {}
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
    void drawImage(const QRectF &, const QImage &, const QRectF &, Qt::ImageConversionFlags) override {}

private:
    void cover(const QRectF &rect)
    {
        if (!m_isCovering)
            return;
        QRectF covered = m_transform.mapRect(rect);
        if (!systemClip().isEmpty())
            covered &= systemClip().boundingRect();
        QList<DrawnText> left;
        for (const DrawnText &drawn : std::as_const(texts)) {
            if (!drawn.seen.intersects(covered))
                left << drawn;
            else // each part of it that still shows
                for (const QRect &part : QRegion(drawn.seen.toRect()) - covered.toAlignedRect())
                    left << DrawnText{drawn.text, part};
        }
        texts = left;
    }

    QTransform m_transform;
    bool m_isCovering = false;
};

class Device : public QPaintDevice
{
public:
    explicit Device(const QWidget &widget) : m_widget(widget) {}
    QPaintEngine *paintEngine() const override { return &m_engine; }
    const QList<DrawnText> &texts() const { return m_engine.texts; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return m_widget.width();
        case PdmHeight:
            return m_widget.height();
        case PdmWidthMM:
            return m_widget.widthMM();
        case PdmHeightMM:
            return m_widget.heightMM();
        case PdmDpiX:
        case PdmPhysicalDpiX:
            return m_widget.logicalDpiX();
        case PdmDpiY:
        case PdmPhysicalDpiY:
            return m_widget.logicalDpiY();
        case PdmDepth:
            return 32;
        case PdmDevicePixelRatioScaled:
            return int(devicePixelRatioFScale());
        default:
            return 1;
        }
    }

private:
    const QWidget &m_widget;
    mutable Engine m_engine;
};

} // namespace

QList<DrawnText> drawnTexts(QWidget &widget)
{
    Device device(widget);
    QPainter painter(&device);
    painter.setLayoutDirection(widget.layoutDirection()); // as a painter on a widget has it
    widget.render(&painter);
    return device.texts();
}

QStringList overlappingTexts(const QList<DrawnText> &texts)
{
    // A line's box is higher than its letters, and letters may touch.
    const auto letters = [](const QRectF &box) { return box.adjusted(1.5, box.height() / 4, -1.5, -box.height() / 4); };
    QStringList found;
    for (qsizetype i = 0; i < texts.size(); ++i)
        for (qsizetype j = i + 1; j < texts.size(); ++j)
            if (letters(texts[i].seen).intersects(letters(texts[j].seen)) && texts[i].text != texts[j].text)
                found << QStringLiteral("\"%1\" over \"%2\"").arg(texts[j].text, texts[i].text);
    return found;
}

} // namespace bouncepro

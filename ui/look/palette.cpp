// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/palette.h"

#include "ui/look/accessible.h"
#include "ui/look/lookchange.h"
#include "ui/look/style.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QLayout>
#include <QScreen>
#include <QToolTip>
#include <QVariant>

#include <algorithm>
#include <array>
#include <cmath>

namespace bouncepro {

namespace {

struct Look
{
    Theme theme = Theme::Light;
    double scale = 1.0;
    bool isMotionReduced = false;
};
Look current;

enum class Family { Interface, Display, Mono };

QString familyOf(Family family)
{
    const auto firstOf = [](const QStringList &wanted, const QString &otherwise) {
        const QStringList installed = QFontDatabase::families();
        for (const QString &name : wanted)
            if (installed.contains(name))
                return name;
        return otherwise;
    };
    static const QString interface = firstOf({QStringLiteral("Inter"), QStringLiteral("Inter Variable")},
                                             QFontDatabase::systemFont(QFontDatabase::GeneralFont).family());
    static const QString display = firstOf({QStringLiteral("Inter Display")}, interface);
    static const QString mono =
        firstOf({QStringLiteral("JetBrains Mono")}, QFontDatabase::systemFont(QFontDatabase::FixedFont).family());
    return family == Family::Mono ? mono : family == Family::Display ? display : interface;
}

} // namespace

void applyLook(Theme theme, double textScale)
{
    const bool isFirst = !qobject_cast<Style *>(QApplication::style());
    const bool isScaled = !isFirst && current.scale != textScale;
    if (isFirst)
        themeOfDesktop(); // as it is before our own palette is set
    current.theme = theme;
    current.scale = textScale;
    if (isFirst) {
        installAccessibleRoles();
        QApplication::setStyle(new Style);
    }
    QApplication::setFont(fontOf(FontRole::Body));
    QApplication::setFont(fontOf(FontRole::Strong), "QPushButton");
    QApplication::setPalette(paletteOf(theme));
    QToolTip::setPalette(paletteOf(theme));
    QToolTip::setFont(fontOf(FontRole::Small));
    Q_EMIT LookChange::instance().changed();
    // Whoever measured with the style before measures again.
    for (QWidget *widget : QApplication::allWidgets()) {
        if (isScaled) {
            for (const auto type : {QEvent::StyleChange, QEvent::FontChange}) { // a combo box heeds the second only
                QEvent event(type);
                QApplication::sendEvent(widget, &event);
            }
            widget->updateGeometry();
        }
        widget->update();
    }
}

LookChange &LookChange::instance()
{
    static LookChange change;
    return change;
}

void keepDressed(QObject *context, std::function<void()> dress)
{
    dress();
    QObject::connect(&LookChange::instance(), &LookChange::changed, context, std::move(dress));
}

void setSpaces(QLayout *layout, const QMargins &margins, int spacing)
{
    static constexpr const char *property = "spaces";
    const bool isKept = layout->property(property).isValid();
    layout->setProperty(property, QVariant::fromValue(QPair<QMargins, int>(margins, spacing)));
    const auto dress = [layout] {
        auto [around, between] = layout->property(property).value<QPair<QMargins, int>>();
        if (const QWidget *of = layout->parentWidget(); // Qt mirrors what is in a layout, and not its margins
            (of && of->testAttribute(Qt::WA_SetLayoutDirection)
                 ? of->layoutDirection()
                 : QGuiApplication::layoutDirection()) == Qt::RightToLeft)
            around = {around.right(), around.top(), around.left(), around.bottom()};
        layout->setContentsMargins(px(around.left()), px(around.top()), px(around.right()), px(around.bottom()));
        layout->setSpacing(px(between));
    };
    if (isKept)
        return dress();
    keepDressed(layout, dress);
    QObject::connect(qGuiApp, &QGuiApplication::layoutDirectionChanged, layout, dress);
}

void setMotionReduced(bool reduced)
{
    if (current.isMotionReduced == reduced)
        return;
    current.isMotionReduced = reduced;
    Q_EMIT LookChange::instance().changed();
}

bool isMotionReduced()
{
    return current.isMotionReduced;
}

Theme themeOfDesktop()
{
    static const Theme theme =
        QApplication::palette().color(QPalette::Window).lightness() < 128 ? Theme::Dark : Theme::Light;
    return theme;
}

double textScaleOfDesktop()
{
    const QScreen *screen = QGuiApplication::primaryScreen();
    return screen ? std::clamp(screen->logicalDotsPerInchY() / 96.0, 0.75, 3.0) : 1.0;
}

Theme currentTheme()
{
    return current.theme;
}

const Tokens &tokens()
{
    return tokensOf(current.theme);
}

double textScale()
{
    return current.scale;
}

int px(double length)
{
    return int(std::lround(length * current.scale));
}

QFont fontOf(FontRole role)
{
    struct Shape
    {
        double size;
        QFont::Weight weight;
        Family family;
    };
    static constexpr std::array shapes = {
        Shape{24, QFont::DemiBold, Family::Display},   Shape{19, QFont::DemiBold, Family::Display},
        Shape{14, QFont::DemiBold, Family::Interface}, Shape{13, QFont::Normal, Family::Interface},
        Shape{13, QFont::Medium, Family::Interface},   Shape{12, QFont::Normal, Family::Interface},
        Shape{12, QFont::Medium, Family::Interface},   Shape{11, QFont::Normal, Family::Interface},
        Shape{11, QFont::Medium, Family::Interface},   Shape{10, QFont::Bold, Family::Interface},
        Shape{12, QFont::Normal, Family::Mono},        Shape{12, QFont::DemiBold, Family::Mono},
        Shape{11, QFont::Normal, Family::Mono}};
    static_assert(shapes.size() == size_t(FontRole::MonoSmall) + 1);
    const Shape &shape = shapes[size_t(role)];
    QFont font(familyOf(shape.family));
    font.setPixelSize(px(shape.size));
    font.setWeight(shape.weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    if (role == FontRole::Caps)
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.45 * current.scale);
    if (shape.family == Family::Mono) {
        font.setStyleHint(QFont::Monospace);
        font.setStyleStrategy(QFont::PreferNoShaping); // values are shown letter by letter: no ligatures
    }
    return font;
}

QPalette paletteOf(Theme theme)
{
    const Tokens &t = tokensOf(theme);
    QPalette palette;
    const std::pair<QPalette::ColorRole, QColor> colours[] = {{QPalette::Window, t.window},
                                                              {QPalette::WindowText, t.text},
                                                              {QPalette::Base, t.surface},
                                                              {QPalette::AlternateBase, t.sunken},
                                                              {QPalette::Text, t.text},
                                                              {QPalette::Button, t.surface},
                                                              {QPalette::ButtonText, t.text},
                                                              {QPalette::BrightText, t.onFill},
                                                              {QPalette::PlaceholderText, t.text3},
                                                              {QPalette::Highlight, t.accent},
                                                              {QPalette::HighlightedText, t.onFill},
                                                              {QPalette::Link, t.accentText},
                                                              {QPalette::LinkVisited, t.accentText},
                                                              {QPalette::ToolTipBase, t.raised},
                                                              {QPalette::ToolTipText, t.text},
                                                              {QPalette::Light, t.raised},
                                                              {QPalette::Midlight, t.hover},
                                                              {QPalette::Mid, t.border},
                                                              {QPalette::Dark, t.control},
                                                              {QPalette::Shadow, t.shadow}};
    for (const auto &[role, colour] : colours)
        palette.setColor(role, colour);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, t.disabled);
    return palette;
}

} // namespace bouncepro

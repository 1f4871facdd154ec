// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/tokens.h"

#include <QTest>

#include <cmath>

using namespace bouncepro;

namespace {

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor &colour)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double light = std::max(luminance(a), luminance(b)), dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

} // namespace

class TestTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrasts_data()
    {
        QTest::addColumn<QColor>("front");
        QTest::addColumn<QColor>("back");
        QTest::addColumn<double>("least");
        struct Use
        {
            const char *name;
            double least; // 4.5 for text, 3 for marks and the edges of fields
            Token front;
            QList<Token> backs;
        };
        const Use uses[] = {
            {"text",
             4.5,
             &Tokens::text,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::sidebar, &Tokens::hover,
              &Tokens::press, &Tokens::selected, &Tokens::navSelected, &Tokens::accentSoft, &Tokens::okSoft,
              &Tokens::warnSoft, &Tokens::failSoft, &Tokens::prodSoft, &Tokens::stageSoft, &Tokens::devSoft,
              &Tokens::match}},
            {"text2",
             4.5,
             &Tokens::text2,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::sidebar, &Tokens::hover,
              &Tokens::press, &Tokens::selected, &Tokens::navSelected, &Tokens::accentSoft, &Tokens::okSoft,
              &Tokens::warnSoft, &Tokens::failSoft, &Tokens::prodSoft, &Tokens::devSoft}},
            {"text3",
             4.5,
             &Tokens::text3,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::sidebar, &Tokens::selected,
              &Tokens::navSelected}},
            {"onFill",
             4.5,
             &Tokens::onFill,
             {&Tokens::accent, &Tokens::accentHover, &Tokens::prod, &Tokens::prodHover, &Tokens::prodBand}},
            {"accentText",
             4.5,
             &Tokens::accentText,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::sidebar, &Tokens::hover,
              &Tokens::selected, &Tokens::navSelected, &Tokens::accentSoft}},
            {"okText",
             4.5,
             &Tokens::okText,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::selected, &Tokens::okSoft}},
            {"warnText",
             4.5,
             &Tokens::warnText,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::sidebar, &Tokens::hover,
              &Tokens::selected, &Tokens::navSelected, &Tokens::warnSoft, &Tokens::prodSoft}},
            {"failText",
             4.5,
             &Tokens::failText,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::sidebar, &Tokens::hover,
              &Tokens::selected, &Tokens::navSelected, &Tokens::failSoft, &Tokens::prodSoft}},
            {"prodText", 4.5, &Tokens::prodText, {&Tokens::surface, &Tokens::raised, &Tokens::prodSoft}},
            {"stageText", 4.5, &Tokens::stageText, {&Tokens::stageSoft, &Tokens::surface}},
            {"devText",
             4.5,
             &Tokens::devText,
             {&Tokens::window, &Tokens::sidebar, &Tokens::surface, &Tokens::navSelected, &Tokens::devSoft,
              &Tokens::raised}},
            {"okMark",
             3,
             &Tokens::okMark,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::sidebar, &Tokens::selected,
              &Tokens::navSelected, &Tokens::okSoft}},
            {"warnMark",
             3,
             &Tokens::warnMark,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::sidebar, &Tokens::selected,
              &Tokens::navSelected, &Tokens::warnSoft}},
            {"failMark",
             3,
             &Tokens::failMark,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::sidebar, &Tokens::selected,
              &Tokens::navSelected, &Tokens::failSoft}},
            {"idleMark",
             3,
             &Tokens::idleMark,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::sidebar, &Tokens::selected,
              &Tokens::navSelected}},
            {"accent", 3, &Tokens::accent, {&Tokens::window, &Tokens::surface, &Tokens::sunken}},
            {"control", 3, &Tokens::control, {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised}},
            {"focus",
             3,
             &Tokens::focus,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::sidebar,
              &Tokens::navSelected}},
            {"prod",
             3,
             &Tokens::prod,
             {&Tokens::window, &Tokens::surface, &Tokens::sidebar, &Tokens::navSelected, &Tokens::prodSoft}},
            {"stage", 3, &Tokens::stage, {&Tokens::window, &Tokens::surface, &Tokens::stageSoft}},
            {"dev", 3, &Tokens::dev, {&Tokens::window, &Tokens::surface, &Tokens::sidebar, &Tokens::raised}},
            {"series1", 3, &Tokens::series1, {&Tokens::surface}},
            {"series2", 3, &Tokens::series2, {&Tokens::surface}},
            {"series3", 3, &Tokens::series3, {&Tokens::surface}},
            {"series4", 3, &Tokens::series4, {&Tokens::surface}},
            {"series5", 3, &Tokens::series5, {&Tokens::surface}},
        };
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            const Tokens &t = tokensOf(theme);
            for (const Use &use : uses)
                for (qsizetype i = 0; i < use.backs.size(); ++i)
                    QTest::newRow(
                        qPrintable(QStringLiteral("%1 %2 on %3")
                                       .arg(nameOf(theme), QLatin1String(use.name), (t.*use.backs[i]).name())))
                        << t.*use.front << t.*use.backs[i] << use.least;
        }
    }
    void contrasts()
    {
        QFETCH(QColor, front);
        QFETCH(QColor, back);
        QFETCH(double, least);
        const double ratio = contrast(front, back);
        QVERIFY2(ratio >= least, qPrintable(QString::number(ratio, 'f', 2)));
    }
};

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"

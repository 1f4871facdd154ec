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

using Token = QColor Tokens::*;

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
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::hover, &Tokens::press,
              &Tokens::selected, &Tokens::prodSoft}},
            {"text2",
             4.5,
             &Tokens::text2,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::selected,
              &Tokens::prodSoft}},
            {"text3",
             4.5,
             &Tokens::text3,
             {&Tokens::window, &Tokens::surface, &Tokens::sunken, &Tokens::raised, &Tokens::selected}},
            {"onFill", 4.5, &Tokens::onFill, {&Tokens::accent, &Tokens::accentHover, &Tokens::prod}},
            {"accentText", 4.5, &Tokens::accentText, {&Tokens::window, &Tokens::surface}},
            {"warnText",
             4.5,
             &Tokens::warnText,
             {&Tokens::surface, &Tokens::selected, &Tokens::warnSoft, &Tokens::prodSoft}},
            {"failText",
             4.5,
             &Tokens::failText,
             {&Tokens::surface, &Tokens::raised, &Tokens::selected, &Tokens::window, &Tokens::prodSoft,
              &Tokens::failSoft}},
            {"stageText", 4.5, &Tokens::stageText, {&Tokens::stageSoft}},
            {"devText", 4.5, &Tokens::devText, {&Tokens::window}},
            {"okMark", 3, &Tokens::okMark, {&Tokens::window, &Tokens::surface, &Tokens::selected}},
            {"warnMark", 3, &Tokens::warnMark, {&Tokens::window, &Tokens::surface, &Tokens::selected}},
            {"failMark", 3, &Tokens::failMark, {&Tokens::window, &Tokens::surface, &Tokens::selected}},
            {"idleMark", 3, &Tokens::idleMark, {&Tokens::window, &Tokens::surface, &Tokens::selected}},
            {"accent", 3, &Tokens::accent, {&Tokens::window, &Tokens::surface}},
            {"control", 3, &Tokens::control, {&Tokens::window, &Tokens::surface, &Tokens::raised}},
            {"focus", 3, &Tokens::focus, {&Tokens::window, &Tokens::surface, &Tokens::raised}},
            {"prod", 3, &Tokens::prod, {&Tokens::window, &Tokens::prodSoft}},
            {"stage", 3, &Tokens::stage, {&Tokens::window, &Tokens::stageSoft}},
            {"dev", 3, &Tokens::dev, {&Tokens::window}},
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

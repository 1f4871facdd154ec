// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/valueeditor.h"

#include "models/environment/environmentmodel.h"
#include "models/servers/wording.h"
#include "ui/look/choicebox.h"
#include "ui/look/field.h"
#include "ui/look/segmented.h"
#include "ui/look/text.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace bouncepro {

namespace {

QString tr(const char *text)
{
    return ValueEditor::tr(text);
}

QString kindText(const EnvironmentKey &key)
{
    switch (key.type) {
    case EnvironmentType::Integer:
        return tr("Whole number");
    case EnvironmentType::Number:
        return tr("Number");
    case EnvironmentType::Url:
        return key.schemes.isEmpty() ? tr("URL")
                                     : tr("URL that begins with %1://").arg(key.schemes.join(tr(":// or ")));
    case EnvironmentType::Email:
        return tr("E-mail address");
    case EnvironmentType::Host:
        return tr("Host name");
    case EnvironmentType::Path:
        return tr("Absolute path");
    case EnvironmentType::Duration:
        return tr("Time: 90, 30m, 6h or 1.5d");
    case EnvironmentType::Cidr:
        return key.list ? tr("Addresses or networks, one a line") : tr("Address or network");
    case EnvironmentType::Phone:
        return tr("Phone number with + and country");
    case EnvironmentType::Dsn:
        return tr("DSN of Sentry");
    case EnvironmentType::Image:
        return tr("Name of an image");
    case EnvironmentType::Text:
        if (!key.livePrefixes.isEmpty() || !key.testPrefixes.isEmpty())
            return tr("Begins with %1").arg((key.livePrefixes + key.testPrefixes).join(tr(" or ")));
        return key.minLength > 0 ? tr("At least %1 characters").arg(key.minLength) : QString();
    case EnvironmentType::Boolean:
    case EnvironmentType::Choice:
        break;
    }
    return {};
}

QString rangeText(const EnvironmentKey &key)
{
    const auto number = [](double value) { return QString::number(value, 'g', 12); };
    const QString unit = key.unit.isEmpty() ? QString() : QLatin1Char(' ') + key.unit;
    if (key.min && key.max)
        return tr(", %1 to %2%3").arg(number(*key.min), number(*key.max), unit);
    if (key.min)
        return tr(", at least %1%2").arg(number(*key.min), unit);
    return key.max ? tr(", at most %1%2").arg(number(*key.max), unit) : QString();
}

} // namespace

QString expectedText(const EnvironmentKey *key)
{
    if (!key)
        return {};
    QStringList sentences;
    if (const QString kind = kindText(*key); !kind.isEmpty())
        sentences << kind + rangeText(*key) + QLatin1Char('.');
    if (key->list && key->type != EnvironmentType::Cidr)
        sentences << tr("One entry a line.");
    if (key->defaultValue && !key->defaultValue->isEmpty())
        sentences << tr("%1 where it is not set.").arg(*key->defaultValue);
    return sentences.join(QLatin1Char(' '));
}

QString meaningText(const EnvironmentKey *key, const QString &value)
{
    if (!key || value.isEmpty())
        return {};
    const auto begins = [&](const QStringList &prefixes) {
        return std::any_of(prefixes.begin(), prefixes.end(), [&](const auto &p) { return value.startsWith(p); });
    };
    if (begins(key->livePrefixes))
        return tr("Live key: it moves real money.");
    if (begins(key->testPrefixes))
        return tr("Test key.");
    if (key->type == EnvironmentType::Duration && complaintAbout(*key, value).isEmpty()) {
        const QString units = QStringLiteral("smhd");
        const qint64 lengths[] = {1, 60, 3600, 86400};
        const auto unit = std::max<qsizetype>(units.indexOf(value.back()), 0);
        const double amount = (value.back().isLetter() ? value.chopped(1) : value).toDouble();
        return tr("%1.").arg(ageText(qint64(amount * double(lengths[unit]))));
    }
    return {};
}

ValueEditor::ValueEditor(QWidget *parent)
    : QWidget(parent),
      m_switch(new Segmented(tr("Value"), {QStringLiteral("true"), QStringLiteral("false")})),
      m_choice(new ChoiceBox(tr("Value"), {})),
      m_line(new Field(tr("Value"))),
      m_lines(new QPlainTextEdit),
      m_expected(new Text(FontRole::Small, Tone::Third)),
      m_wrong(new Text(FontRole::Small, Tone::Fail))
{
    m_switch->setObjectName(QStringLiteral("valueSwitch"));
    m_choice->setObjectName(QStringLiteral("valueChoice"));
    m_line->setObjectName(QStringLiteral("valueLine"));
    m_line->edit()->setObjectName(QStringLiteral("valueEdit"));
    m_lines->setObjectName(QStringLiteral("valueLines"));
    m_expected->setObjectName(QStringLiteral("valueExpected"));
    m_wrong->setObjectName(QStringLiteral("valueWrong"));
    m_lines->setAccessibleName(tr("Value"));
    m_lines->setTabChangesFocus(true);
    m_expected->setWrapping(true);
    m_wrong->setWrapping(true);
    m_line->edit()->setMaxLength(100000);
    keepDressed(this, [this] {
        m_line->edit()->setFont(fontOf(FontRole::Mono));
        m_line->edit()->setMinimumHeight(m_line->edit()->sizeHint().height());
        m_lines->setFont(fontOf(FontRole::Mono));
        m_lines->setFixedHeight(4 * m_lines->fontMetrics().lineSpacing() + px(14));
    });
    auto *column = new QVBoxLayout(this);
    setSpaces(column, {}, 4);
    column->addWidget(m_switch);
    column->addWidget(m_choice);
    column->addWidget(m_line);
    column->addWidget(m_lines);
    column->addWidget(m_wrong);
    column->addWidget(m_expected);
    connect(m_switch, &Segmented::chosen, this, &ValueEditor::commit);
    connect(m_choice, &QComboBox::activated, this, &ValueEditor::commit);
    connect(m_line->edit(), &QLineEdit::textEdited, this, [this] {
        m_isEdited = true;
        check();
    });
    connect(m_line->edit(), &QLineEdit::editingFinished, this, &ValueEditor::commit);
    connect(m_lines, &QPlainTextEdit::textChanged, this, [this] {
        if (m_lines->hasFocus())
            m_isEdited = true;
        check();
    });
    m_lines->installEventFilter(this);
    edit({}, nullptr, QString());
}

// What has focus tells that it loses it when it goes.
ValueEditor::~ValueEditor()
{
    m_line->edit()->disconnect(this);
    m_lines->disconnect(this);
    m_lines->removeEventFilter(this);
}

void ValueEditor::showOnly(QWidget *editor)
{
    m_shown = editor;
    for (QWidget *one : std::initializer_list<QWidget *>{m_switch, m_choice, m_line, m_lines})
        one->setVisible(one == editor);
    setFocusProxy(editor);
}

void ValueEditor::edit(const QString &name, const EnvironmentKey *key, const std::optional<QString> &value)
{
    m_key = key;
    m_isEdited = false;
    m_isHidden = !value;
    m_before = value.value_or(QString());
    m_isJoined = key && key->list && value && !m_before.contains(QLatin1Char('\n'));
    const bool isKnown = value && (m_before.isEmpty() || (key && key->values.contains(m_before)));
    if (key && key->type == EnvironmentType::Boolean && value &&
        (m_before.isEmpty() || m_before == QLatin1String("true") || m_before == QLatin1String("false"))) {
        m_switch->setCurrent(
            (m_before.isEmpty() ? key->defaultValue.value_or(QString()) : m_before) == QLatin1String("true") ? 0 : 1);
        showOnly(m_switch);
    } else if (key && key->type == EnvironmentType::Choice && isKnown) {
        m_choice->clear();
        m_choice->addItems(key->values);
        m_choice->setCurrentText(m_before.isEmpty() ? key->defaultValue.value_or(QString()) : m_before);
        showOnly(m_choice);
    } else if (m_isJoined || m_before.contains(QLatin1Char('\n'))) {
        const QSignalBlocker quiet(m_lines);
        m_lines->setPlainText(m_isJoined ? QString(m_before).replace(QLatin1Char(','), QLatin1Char('\n')) : m_before);
        showOnly(m_lines);
    } else {
        m_line->edit()->setEchoMode(m_isHidden ? QLineEdit::Password : QLineEdit::Normal);
        m_line->setPlaceholder(m_isHidden ? secretDots() : QString());
        m_line->setText(m_before);
        m_line->edit()->setCursorPosition(0);
        showOnly(m_line);
    }
    m_line->edit()->setAccessibleName(m_isHidden ? tr("New value of %1").arg(name) : tr("Value of %1").arg(name));
    m_lines->setAccessibleName(tr("Value of %1").arg(name));
    m_choice->setAccessibleName(tr("Value of %1").arg(name));
    m_switch->setAccessibleName(tr("Value of %1").arg(name));
    check();
}

QString ValueEditor::typed() const
{
    if (m_shown == m_switch)
        return m_switch->current() == 0 ? QStringLiteral("true") : QStringLiteral("false");
    if (m_shown == m_choice)
        return m_choice->currentText();
    if (m_shown != m_lines)
        return m_line->text();
    if (!m_isJoined)
        return m_lines->toPlainText();
    QStringList parts;
    for (const QString &line : m_lines->toPlainText().split(QLatin1Char('\n')))
        if (!line.trimmed().isEmpty())
            parts << line.trimmed();
    return parts.join(QLatin1Char(','));
}

void ValueEditor::check()
{
    const QString value = typed();
    const QString complaint = m_key && !value.isEmpty() ? complaintAbout(*m_key, value) : QString();
    const QString remedy = m_key && !m_key->example.isEmpty() ? tr("For example: %1").arg(m_key->example) : QString();
    const QString sentence =
        complaint.isEmpty() ? QString() : QStringList{complaint, remedy}.join(QLatin1Char(' ')).trimmed();
    m_line->setError(m_shown == m_line ? sentence : QString());
    m_wrong->setText(sentence);
    m_wrong->setVisible(m_shown == m_lines && !sentence.isEmpty());
    m_lines->setAccessibleDescription(sentence);
    const QString meaning = meaningText(m_key, value);
    const QString expected = m_isHidden && value.isEmpty()
                                 ? tr("What you type takes the place of the hidden value. %1").arg(expectedText(m_key))
                                 : expectedText(m_key);
    m_expected->setText(meaning.isEmpty() ? expected.trimmed() : tr("%1 %2").arg(meaning, expected).trimmed());
    m_expected->setVisible(!m_expected->text().isEmpty());
}

void ValueEditor::commit()
{
    const bool isChosen = m_shown == m_switch || m_shown == m_choice;
    const QString value = typed();
    if ((!isChosen && !m_isEdited) || (!m_isHidden && value == m_before) || (m_isHidden && value.isEmpty()))
        return;
    m_isEdited = false;
    m_before = value;
    Q_EMIT entered(Secret(value.toUtf8()));
}

void ValueEditor::setBlocked(const QString &reason)
{
    setEnabled(reason.isEmpty());
    setToolTip(asRichText(reason));
}

bool ValueEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut)
        commit();
    if (event->type() == QEvent::KeyPress) { // Enter makes a line; with Ctrl it is done
        auto *key = static_cast<QKeyEvent *>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() & Qt::ControlModifier) {
            commit();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace bouncepro

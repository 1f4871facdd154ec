// SPDX-FileCopyrightText: 2026 BouncePro Console contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/environment/generatedialog.h"

#include "models/environment/environmentmodel.h"
#include "models/environment/secretgenerator.h"
#include "models/servers/wording.h"
#include "ssh/operation.h"
#include "ui/look/choicebox.h"
#include "ui/look/field.h"
#include "ui/look/flow.h"
#include "ui/look/text.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QVBoxLayout>

#include <cmath>

namespace bouncepro {

namespace {

struct Kind
{
    GeneratedKind kind;
    QString title;
    QString unit; ///< of the size; empty: it has none
    int size;
};

QList<Kind> allKinds()
{
    using K = GeneratedKind;
    const auto tr = [](const char *text) { return GenerateDialog::tr(text); };
    return {{K::Base64Url, tr("Base64 for URLs"), tr("bytes"), 32},
            {K::Base64, tr("Base64"), tr("bytes"), 32},
            {K::Hex, tr("Hexadecimal"), tr("bytes"), 32},
            {K::Alphanumeric, tr("Letters and digits"), tr("characters"), 32},
            {K::Password, tr("Password"), tr("characters"), 20},
            {K::Passphrase, tr("Passphrase"), tr("words"), 8},
            {K::Uuid, tr("UUID"), {}, 0},
            {K::Ed25519, tr("Ed25519 key pair"), {}, 0},
            {K::Ec, tr("EC key pair"), {}, 0},
            {K::Rsa, tr("RSA key pair"), tr("bits"), 3072}};
}

// The schema's name of a kind is ours with "random-" before it.
int indexFor(const std::optional<EnvironmentKey> &key)
{
    const QList<Kind> kinds = allKinds();
    for (qsizetype i = 0; key && key->generate && i < kinds.size(); ++i)
        if (key->generate->kind == QStringLiteral("random-%1").arg(nameOf(kinds[i].kind)))
            return int(i);
    return 0;
}

} // namespace

GenerateDialog::GenerateDialog(QWidget *over, const QString &name, const EnvironmentKey *key)
    : Dialog(over, tr("A new value for %1").arg(visibleText(name, 60)), {}, 560),
      m_key(key ? std::optional(*key) : std::nullopt),
      m_made(std::make_unique<GeneratedSecret>()),
      m_kind(new ChoiceBox(tr("Kind"), {})),
      m_size(new Field(tr("Size"))),
      m_value(new Text(FontRole::Mono)),
      m_strength(new Text(FontRole::Small, Tone::Second)),
      m_reveal(new Button(tr("Show"))),
      m_copyPublic(new Button(tr("Copy the public key")))
{
    setObjectName(QStringLiteral("generateDialog"));
    m_kind->setObjectName(QStringLiteral("generateKind"));
    m_size->setObjectName(QStringLiteral("generateSize"));
    m_value->setObjectName(QStringLiteral("generatedValue"));
    m_strength->setObjectName(QStringLiteral("generatedStrength"));
    m_reveal->setObjectName(QStringLiteral("revealGenerated"));
    m_copyPublic->setObjectName(QStringLiteral("copyPublicKey"));
    for (const Kind &kind : allKinds())
        m_kind->addItem(kind.title);
    m_kind->setCurrentIndex(indexFor(m_key));
    auto *kindLabel = new Text(FontRole::Small, Tone::Second, tr("Kind"));
    kindLabel->setBuddy(m_kind);
    m_size->showLabel();
    m_value->setWrapping(true);
    m_strength->setWrapping(true);
    m_reveal->setIconName(QStringLiteral("eye"));
    auto *again = new Button(tr("Make another"));
    again->setObjectName(QStringLiteral("generateAgain"));
    again->setIconName(QStringLiteral("restart"));
    auto *actions = new QWidget;
    auto *flow = new Flow(actions, 6);
    for (Button *button : {m_reveal, again, m_copyPublic}) {
        button->setSmall(true);
        flow->addWidget(button);
    }
    auto *kind = new QVBoxLayout;
    setSpaces(kind, {}, 4);
    kind->addWidget(kindLabel);
    kind->addWidget(m_kind);
    body()->addLayout(kind);
    for (QWidget *part : std::initializer_list<QWidget *>{m_size, m_value, m_strength, actions})
        body()->addWidget(part);
    setFootNote(tr("From OpenSSL's random numbers, on this machine."));
    setConfirm(tr("Use this value"));
    const auto choose = [this] {
        const Kind chosen = allKinds()[m_kind->currentIndex()];
        const bool isOwn = m_key && m_key->generate && m_kind->currentIndex() == indexFor(m_key);
        m_size->setVisible(!chosen.unit.isEmpty());
        const QSignalBlocker quiet(m_size->edit());
        m_size->setText(QString::number(isOwn ? m_key->generate->bytes : chosen.size));
        m_size->edit()->setAccessibleName(tr("Size in %1").arg(chosen.unit));
        make();
    };
    connect(m_kind, &QComboBox::currentIndexChanged, this, choose);
    connect(m_size->edit(), &QLineEdit::textEdited, this, &GenerateDialog::make);
    connect(again, &Button::clicked, this, &GenerateDialog::make);
    connect(m_reveal, &Button::clicked, this, [this] {
        m_isShown = !m_isShown;
        show();
    });
    connect(m_copyPublic, &Button::clicked, this,
            [this] { QApplication::clipboard()->setText(QString::fromUtf8(m_made->publicKey)); });
    connect(this, &Overlay::closed, this, &QObject::deleteLater);
    choose();
}

GenerateDialog::~GenerateDialog() = default;

const Secret &GenerateDialog::value() const
{
    return m_made->value;
}

QWidget *GenerateDialog::firstFocus() const
{
    return confirmButton();
}

std::optional<int> GenerateDialog::size() const
{
    return allKinds()[m_kind->currentIndex()].unit.isEmpty() ? std::nullopt : std::optional(m_size->text().toInt());
}

// An RSA pair takes up to a second.
void GenerateDialog::make()
{
    *m_made = {};
    m_size->setError({});
    setBlocked(tr("It is being made."));
    start(
        this,
        [kind = allKinds()[m_kind->currentIndex()].kind, size = size()](std::stop_token) {
            return generateSecret(kind, size);
        },
        [this, round = ++m_round](const Result<GeneratedSecret> &made) {
            if (round != m_round)
                return;
            if (made)
                *m_made = *made;
            else
                m_size->setError(tr("%1 %2").arg(made.error().message, made.error().remedy).trimmed());
            show();
        });
    show();
}

void GenerateDialog::show()
{
    const bool isMade = !m_made->value.isEmpty();
    const QString complaint =
        m_key && isMade ? complaintAbout(*m_key, QString::fromUtf8(m_made->value.reveal())) : QString();
    m_value->setText(!isMade     ? QString()
                     : m_isShown ? breakable(QString::fromUtf8(m_made->value.reveal()), 24)
                                 : secretDots());
    m_reveal->setText(m_isShown ? tr("Hide") : tr("Show"));
    m_copyPublic->setVisible(!m_made->publicKey.isEmpty());
    m_strength->setText(!isMade ? QString()
                        : m_made->publicKey.isEmpty()
                            ? tr("%1 bit of entropy.").arg(std::floor(m_made->bits))
                            : tr("As hard to break as %1 bit.").arg(std::floor(m_made->bits)));
    if (!complaint.isEmpty())
        m_strength->setText(tr("%1 Choose another kind.").arg(complaint));
    m_strength->setTone(complaint.isEmpty() ? Tone::Second : Tone::Fail);
    if (isMade || !m_size->error().isEmpty())
        setBlocked(isMade ? complaint : m_size->error());
}

} // namespace bouncepro

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sharing_panel.h"

#include "ui/administrator_form.h"
#include "ui/announce.h"
#include "ui/icons.h"
#include "ui/qr_picture.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
constexpr int usualWidth = 560;

QLabel *makeText(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setWordWrap(true);
    return label;
}

/*! In four lines: nobody compares 95 characters in one. */
QString inLines(QString fingerprint)
{
    constexpr int letters = 24; // of eight bytes and their colons
    for (qsizetype end = letters; end < fingerprint.size(); end += letters)
        fingerprint[end - 1] = u'\n';
    return fingerprint;
}
} // namespace

SharingPanel::SharingPanel(Sharing &sharing, const SharingWishes &wishes, QWidget *parent)
    : QDialog(parent)
    , m_sharing(sharing)
    , m_wishes(wishes)
{
    setObjectName("sharingPanel");
    setWindowTitle(tr("Share with the classroom"));
    auto *about = makeText(tr("Phones and computers open a page of this computer in their browser, type a formula "
                              "there, and read and hear it. They need no program and no internet."),
                           this);
    auto *close = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QAbstractButton *button : close->buttons())
        static_cast<QPushButton *>(button)->setAutoDefault(false);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 16, 18, 14);
    layout->setSpacing(14);
    layout->addWidget(about);
    layout->addWidget(makeChoices(wishes));
    layout->addWidget(makeSwitch());
    layout->addWidget(makeAddresses());
    m_administrator = new AdministratorForm(this);
    layout->addWidget(m_administrator);
    layout->addStretch(1);
    layout->addWidget(close);

    connect(&m_sharing, &Sharing::stateChanged, this, &SharingPanel::showState);
    connect(&m_sharing, &Sharing::connectionsChanged, this,
            [this](int open) { m_connections->setText(tr("%n open connection(s)", nullptr, open)); });
    connect(m_administrator, &AdministratorForm::filled, &m_sharing, &Sharing::makeAdministrator);
    connect(&m_sharing, &Sharing::administratorRefused, m_administrator, &AdministratorForm::refuse);
    connect(&m_sharing, &Sharing::administratorMade, this, [this](const QString &name) {
        m_switch->setFocus(); // what had the focus goes
        m_administrator->clear();
        m_administrator->hide();
        say(u"good"_s, tr("%1 is the administrator now.").arg(name));
        fit();
    });
    resize(usualWidth, minimumHeight());
    showState(m_sharing.state());
    m_switch->setFocus();
}

QWidget *SharingPanel::makeChoices(const SharingWishes &wishes)
{
    auto *choices = new QWidget(this);
    m_alone = new QRadioButton(tr("&Only this computer, to try it out"), choices);
    m_network = new QRadioButton(tr("&Everybody in this network: the class in the same Wi-Fi or cable"), choices);
    m_encrypted = new QCheckBox(tr("En&crypted (HTTPS)"), choices);
    m_port = new QSpinBox(choices);
    m_alone->setObjectName("shareAlone");
    m_network->setObjectName("shareNetwork");
    m_encrypted->setObjectName("shareEncrypted");
    m_port->setObjectName("sharePort");
    m_port->setAccessibleName(tr("Port"));
    m_port->setAccessibleDescription(tr("Another number when another program uses this one."));
    m_port->setToolTip(m_port->accessibleDescription());
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("any"));
    m_port->setKeyboardTracking(false);
    (wishes.network ? m_network : m_alone)->setChecked(true);
    m_encrypted->setChecked(wishes.encrypted);
    m_port->setValue(wishes.port);
    auto *portLabel = new QLabel(tr("&Port"), choices);
    portLabel->setBuddy(m_port);
    auto *warning =
        makeText(tr("Nobody in the network can read along. Browsers warn once, since nobody has signed this "
                    "computer's certificate: compare the fingerprint."),
                 choices);
    m_encrypted->setAccessibleDescription(warning->text());

    auto *layout = new QGridLayout(choices);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setVerticalSpacing(6);
    layout->addWidget(m_alone, 0, 0, 1, 4);
    layout->addWidget(m_network, 1, 0, 1, 4);
    layout->addWidget(m_encrypted, 2, 0, 1, 2);
    layout->addWidget(portLabel, 2, 2);
    layout->addWidget(m_port, 2, 3);
    layout->addWidget(warning, 3, 1, 1, 3);
    layout->setColumnMinimumWidth(0, 20); // as wide as the box of the choice that it explains
    layout->setColumnStretch(1, 1);

    connect(m_network, &QRadioButton::toggled, this, &SharingPanel::changeWishes);
    connect(m_encrypted, &QCheckBox::toggled, this, &SharingPanel::changeWishes);
    connect(m_port, &QSpinBox::valueChanged, this, &SharingPanel::changeWishes);
    return choices;
}

QWidget *SharingPanel::makeSwitch()
{
    auto *row = new QFrame(this);
    row->setFrameShape(QFrame::StyledPanel);
    row->setAutoFillBackground(true);
    row->setBackgroundRole(QPalette::Base);
    m_switch = new QPushButton(row);
    m_switch->setObjectName("shareSwitch");
    m_switch->setCheckable(true);
    m_switch->setAutoDefault(false); // Return belongs to the fields
    m_switch->setMinimumHeight(34);
    m_stateIcon = new QLabel(row);
    m_state = new QLabel(row);
    m_state->setObjectName("sharingState");
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    m_connections = new QLabel(row);
    m_connections->setObjectName("sharingConnections");
    auto *layout = new QGridLayout(row);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setHorizontalSpacing(10);
    layout->addWidget(m_switch, 0, 0, 2, 1, Qt::AlignVCenter);
    layout->addWidget(m_stateIcon, 0, 1, 2, 1, Qt::AlignVCenter);
    layout->addWidget(m_state, 0, 2);
    layout->addWidget(m_connections, 1, 2);
    layout->setColumnStretch(2, 1);
    connect(m_switch, &QPushButton::clicked, this, [this](bool on) {
        if (on)
            m_sharing.start(m_wishes);
        else
            m_sharing.stop();
    });
    return row;
}

QWidget *SharingPanel::makeAddresses()
{
    m_where = new QWidget(this);
    m_address = new QLineEdit(m_where);
    m_address->setObjectName("sharingAddress");
    m_address->setReadOnly(true);
    m_address->setAccessibleName(tr("Address"));
    QFont large = m_address->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    m_address->setFont(large);
    m_copy = new QToolButton(m_where);
    m_copy->setObjectName("copyAddress");
    m_copy->setIcon(icon(u"copy"_s));
    m_copy->setIconSize({18, 18});
    m_copy->setToolTip(tr("Copy the address"));
    m_copy->setAccessibleName(tr("Copy the address"));
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_others = new QLabel(m_where);
    m_others->setWordWrap(true);
    m_others->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_fingerprintLabel = makeText(tr("Fingerprint of the certificate (SHA-256)"), m_where);
    m_fingerprint = new QLabel(m_where);
    m_fingerprint->setObjectName("sharingFingerprint");
    m_fingerprint->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_picture = new QrPicture(m_where);
    m_picture->setObjectName("sharingCode");
    auto *addressLabel = new QLabel(tr("A&ddress"), m_where);
    addressLabel->setBuddy(m_address);

    auto *layout = new QGridLayout(m_where);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(8);
    layout->addWidget(addressLabel, 0, 0, 1, 2);
    layout->addWidget(m_address, 1, 0);
    layout->addWidget(m_copy, 1, 1);
    layout->addWidget(m_others, 2, 0, 1, 2);
    layout->addWidget(m_fingerprintLabel, 3, 0, 1, 2);
    layout->addWidget(m_fingerprint, 4, 0, 1, 2);
    layout->setRowStretch(5, 1);
    layout->addWidget(m_picture, 0, 2, 6, 1, Qt::AlignTop | Qt::AlignRight);
    layout->setColumnStretch(0, 1);
    connect(m_copy, &QToolButton::clicked, this, &SharingPanel::copyAddress);
    return m_where;
}

void SharingPanel::changeWishes()
{
    const SharingWishes now{m_network->isChecked(), m_encrypted->isChecked(), m_port->value()};
    if (now == m_wishes) return;
    m_wishes = now;
    Q_EMIT wishesChanged(now);
    if (m_sharing.state() == Sharing::State::on || m_sharing.state() == Sharing::State::starting) m_sharing.start(now);
}

void SharingPanel::showState(Sharing::State state)
{
    const bool isOn = state == Sharing::State::on;
    m_switch->setChecked(isOn || state == Sharing::State::starting);
    m_switch->setText(m_switch->isChecked() ? tr("&Stop Sharing") : tr("&Share"));
    m_switch->setEnabled(state != Sharing::State::stopping);
    const SharedAt at = isOn ? m_sharing.sharedAt() : SharedAt{};
    m_connections->setText(tr("%n open connection(s)", nullptr, 0));
    m_connections->setVisible(isOn);
    showAddresses(at);
    switch (state) {
    case Sharing::State::off: say(u"info"_s, tr("Not shared.")); break;
    case Sharing::State::starting: showText(u"info"_s, tr("Starting...")); break;
    case Sharing::State::stopping:
        showText(u"info"_s, tr("Stopping, after the answers that are on their way..."));
        break;
    case Sharing::State::failed: say(u"error"_s, tr("Not shared: %1").arg(m_sharing.failure())); break;
    case Sharing::State::on:
        const QString where = at.addresses.value(0);
        if (at.reachesNetwork)
            say(u"good"_s, tr("Shared with everybody in this network."), where);
        else if (m_wishes.network)
            say(u"warning"_s, tr("Shared, but this computer is in no network: nobody else reaches it."), where);
        else
            say(u"good"_s, tr("Shared with this computer alone."), where);
        break;
    }
    fit();
}

void SharingPanel::showAddresses(const SharedAt &at)
{
    const bool isShared = !at.addresses.isEmpty();
    if (!isShared && m_where->isAncestorOf(focusWidget())) m_switch->setFocus();
    m_where->setVisible(isShared);
    m_address->setText(isShared ? at.addresses.first() : QString());
    m_address->setCursorPosition(0);
    m_others->setText(tr("Also: %1").arg(at.addresses.mid(1).join(u'\n')));
    m_others->setVisible(at.addresses.size() > 1);
    m_fingerprint->setText(inLines(at.fingerprint));
    m_fingerprint->setAccessibleName(tr("Fingerprint of the certificate: %1").arg(at.fingerprint));
    m_fingerprintLabel->setVisible(!at.fingerprint.isEmpty());
    m_fingerprint->setVisible(!at.fingerprint.isEmpty());
    m_picture->setCode(at.code);
    m_picture->setVisible(!at.code.empty());
    m_picture->setAccessibleName(tr("QR code of the address, for the camera of a phone"));
    m_picture->setToolTip(m_picture->accessibleName());
    m_administrator->setLeastPassword(at.leastPassword);
    m_administrator->setVisible(at.needsAdministrator);
}

void SharingPanel::showText(const QString &iconName, const QString &text)
{
    m_stateIcon->setPixmap(icon(iconName).pixmap(QSize(22, 22), devicePixelRatio()));
    m_state->setText(text);
}

void SharingPanel::say(const QString &iconName, const QString &text, const QString &more)
{
    showText(iconName, text);
    if (isVisible()) announce(this, more.isEmpty() ? text : text + u' ' + more);
}

void SharingPanel::copyAddress()
{
    QGuiApplication::clipboard()->setText(m_address->text());
    say(u"good"_s, tr("Address copied."));
}

void SharingPanel::fit()
{
    // Parts come and go; the panel is as high as they are.
    layout()->activate();
    const int wide = std::max(width(), usualWidth);
    resize(wide, layout()->totalHeightForWidth(wide));
}

} // namespace mathtts

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/sharing.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;
class QToolButton;

namespace mathtts
{

class AdministratorForm;
class QrPicture;

/*! Shares with the classroom: with whom, the switch, where it is shared, and the first administrator. */
class SharingPanel : public QDialog
{
    Q_OBJECT

public:
    /*! \a sharing must outlive the panel. */
    SharingPanel(Sharing &sharing, const SharingWishes &wishes, QWidget *parent);

Q_SIGNALS:
    /*! Somebody chose something else. While it is shared, it is shared anew with it. */
    void wishesChanged(const mathtts::SharingWishes &wishes);

private:
    QWidget *makeChoices(const SharingWishes &wishes);
    QWidget *makeSwitch();
    QWidget *makeAddresses();
    void changeWishes();
    void showState(Sharing::State state);
    void showAddresses(const SharedAt &at);
    /*! Shows \a text beside the switch. */
    void showText(const QString &iconName, const QString &text);
    /*! The same, and a screen reader is told \a text and \a more. */
    void say(const QString &iconName, const QString &text, const QString &more = {});
    void copyAddress();
    void fit();

    Sharing &m_sharing;
    SharingWishes m_wishes;
    QRadioButton *m_alone = nullptr;
    QRadioButton *m_network = nullptr;
    QCheckBox *m_encrypted = nullptr;
    QSpinBox *m_port = nullptr;
    QPushButton *m_switch = nullptr;
    QLabel *m_stateIcon = nullptr;
    QLabel *m_state = nullptr;
    QLabel *m_connections = nullptr;
    QWidget *m_where = nullptr;
    QLineEdit *m_address = nullptr;
    QToolButton *m_copy = nullptr;
    QLabel *m_others = nullptr;
    QLabel *m_fingerprintLabel = nullptr;
    QLabel *m_fingerprint = nullptr;
    QrPicture *m_picture = nullptr;
    AdministratorForm *m_administrator = nullptr;
};

} // namespace mathtts

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reading.h"

#include <KSyntaxHighlighting/Theme>

#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace mathtts
{

/*! The line below the editor that says in plain words what is wrong, one problem at a time. */
class ProblemsBar : public QWidget
{
    Q_OBJECT

public:
    ProblemsBar(QAction *previous, QAction *next, QWidget *parent = nullptr);

    void setTheme(const KSyntaxHighlighting::Theme &theme);
    /*! Nothing is typed. */
    void showHint();
    /*! Nothing is wrong. */
    void showGood();
    /*! \a problem is number \a index (from 0) of \a count; \a place says where, such as "column 5". */
    void showProblem(const Problem &problem, const QString &place, int index, int count);

    [[nodiscard]] QString text() const;

private:
    enum class Kind { hint, good, warning, error };
    void show(Kind kind, const QString &text, const QString &place = {}, int index = 0, int count = 0);

    KSyntaxHighlighting::Theme m_theme;
    Kind m_kind = Kind::hint;
    QLabel *m_icon;
    QLabel *m_text;
    QLabel *m_place;
    QToolButton *m_previous;
    QToolButton *m_next;
};

} // namespace mathtts

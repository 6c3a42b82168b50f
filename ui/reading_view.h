// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reading.h"

#include <KSyntaxHighlighting/Theme>

#include <QPlainTextEdit>

namespace mathtts
{

/*! Shows the reading, large, to be walked with the caret, and marks the word that is heard. Leaves Space to the window,
 *  which pauses with it. */
class ReadingView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ReadingView(QWidget *parent = nullptr);

    void setTheme(const KSyntaxHighlighting::Theme &theme);

    /*! Shows \a text. Only what differs is replaced: the caret, the scroll bar and a screen reader stay where they are.
     *  Long texts are broken into paragraphs, which are laid out only when they are seen. */
    void setReading(const QString &text);

    /*! Marks the word that is heard and keeps it in sight; empty: none. */
    void setSpoken(TextSpan span);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void updateMark();
    void keepInSight(int position);

    KSyntaxHighlighting::Theme m_theme;
    TextSpan m_spoken;
};

} // namespace mathtts

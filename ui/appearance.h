// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/Theme>

#include <QPalette>

namespace mathtts
{

enum class ColorScheme { system, light, dark, highContrast };

/*! Gives the whole program the colors of \a scheme; \c system: what the desktop says, now and when it changes. */
void applyColorScheme(ColorScheme scheme);

/*! The colors of formulas, from resources/syntax: KDE Syntax Highlighting with our definition and themes. */
class SyntaxColors
{
public:
    SyntaxColors();

    /*! Of bare LaTeX mathematics. */
    [[nodiscard]] KSyntaxHighlighting::Definition definition() const;

    /*! The theme of \a scheme; with \c system the light or the dark one, as \a palette is. Besides the text styles,
     *  SearchHighlight is the word that is heard, ReplaceHighlight its part of the formula, MarkError and MarkWarning
     *  the waves, LineNumbers the less important texts. */
    [[nodiscard]] KSyntaxHighlighting::Theme theme(ColorScheme scheme, const QPalette &palette) const;

private:
    KSyntaxHighlighting::Repository m_repository;
};

/*! The palette of a pane in the colors of \a theme. Its WindowText is the color of the frame, which shows the focus. */
QPalette panePalette(const KSyntaxHighlighting::Theme &theme, bool focused);

} // namespace mathtts

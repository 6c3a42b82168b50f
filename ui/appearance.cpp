// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance.h"

#include <QApplication>
#include <QStyle>
#include <QStyleHints>

using namespace Qt::StringLiterals;
using KSyntaxHighlighting::Theme;

namespace mathtts
{

namespace
{
/*! The colors that a palette needs; the others follow from them. */
struct PaletteColors {
    QRgb window, text, base, button, highlight, highlightedText, disabled, link;
};
constexpr PaletteColors lightColors{0xf3f4f6, 0x1f2328, 0xffffff, 0xe9ebee, 0x0b4a8f, 0xffffff, 0x7d858e, 0x0b4a8f};
constexpr PaletteColors darkColors{0x25292f, 0xeceff2, 0x1b1e23, 0x31363e, 0x27518a, 0xffffff, 0x868f99, 0x8ec3ff};
constexpr PaletteColors contrastColors{0x000000, 0xffffff, 0x000000, 0x000000, 0xffff00, 0x000000, 0xa0a0a0, 0xffff00};

QPalette makePalette(const PaletteColors &colors)
{
    QPalette palette(QColor(colors.button), QColor(colors.window));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, colors.text);
    palette.setColor(QPalette::Base, colors.base);
    palette.setColor(QPalette::AlternateBase, colors.window);
    palette.setColor(QPalette::ToolTipBase, colors.button);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Highlight, colors.highlight);
    palette.setColor(QPalette::HighlightedText, colors.highlightedText);
    palette.setColor(QPalette::Accent, colors.highlight);
    palette.setColor(QPalette::Link, colors.link);
    palette.setColor(QPalette::PlaceholderText, colors.disabled);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colors.disabled);
    return palette;
}
} // namespace

void applyColorScheme(ColorScheme scheme)
{
    QStyleHints *hints = QGuiApplication::styleHints();
    switch (scheme) {
    case ColorScheme::system:
        hints->unsetColorScheme();
        QApplication::setPalette({});
        break;
    case ColorScheme::light:
        hints->setColorScheme(Qt::ColorScheme::Light);
        QApplication::setPalette(makePalette(lightColors));
        break;
    case ColorScheme::dark:
        hints->setColorScheme(Qt::ColorScheme::Dark);
        QApplication::setPalette(makePalette(darkColors));
        break;
    case ColorScheme::highContrast:
        hints->setColorScheme(Qt::ColorScheme::Dark);
        QApplication::setPalette(makePalette(contrastColors));
        break;
    }
}

SyntaxColors::SyntaxColors()
{
    m_repository.addCustomSearchPath(u":/mathtts"_s); // looks in syntax/ and themes/ below
}

KSyntaxHighlighting::Definition SyntaxColors::definition() const
{
    return m_repository.definitionForName(u"Math LaTeX"_s);
}

Theme SyntaxColors::theme(ColorScheme scheme, const QPalette &palette) const
{
    const bool dark = scheme == ColorScheme::dark ||
                      (scheme == ColorScheme::system && palette.color(QPalette::Base).lightness() < 128);
    if (scheme == ColorScheme::highContrast) return m_repository.theme(u"MathTTS High Contrast"_s);
    return m_repository.theme(dark ? u"MathTTS Dark"_s : u"MathTTS Light"_s);
}

QPalette panePalette(const Theme &theme, bool focused)
{
    QPalette palette = QGuiApplication::palette();
    palette.setColor(QPalette::Base, theme.editorColor(Theme::BackgroundColor));
    palette.setColor(QPalette::Text, theme.textColor(Theme::Normal));
    palette.setColor(QPalette::Highlight, theme.editorColor(Theme::TextSelection));
    palette.setColor(QPalette::HighlightedText, theme.selectedTextColor(Theme::Normal));
    palette.setColor(QPalette::PlaceholderText, theme.editorColor(Theme::LineNumbers));
    palette.setColor(QPalette::WindowText,
                     focused ? theme.textColor(Theme::Keyword) : theme.editorColor(Theme::Separator));
    return palette;
}

} // namespace mathtts

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/speech/settings.h"

#include "engine/engine.h"
#include "engine/nearest.h"

#include <algorithm>
#include <iterator>

namespace mathtts
{

namespace
{
void report(Diagnostics &diagnostics, DiagnosticCode code, std::string_view name,
            const std::vector<std::string_view> &names)
{
    diagnostics.push_back({Severity::error, code, {}, std::string(nearest(name, names).name)});
}

std::vector<std::string_view> texts(const image::Image &image, image::Range names)
{
    std::vector<std::string_view> result;
    for (const image::Text text : image.section<image::Text>(image::Section::names, names))
        result.push_back(image.text(text));
    return result;
}

/*! Sets one preference of \a style. */
bool resolvePreference(const image::Image &image, const image::Style &style, std::string_view name,
                       std::string_view value, SpeechSettings &settings, Diagnostics &diagnostics)
{
    const auto preferences = image.section<image::Preference>(image::Section::preferences, style.preferences);
    std::vector<std::string_view> names;
    for (const image::Preference &preference : preferences)
        names.push_back(image.text(preference.name));
    const auto found = std::ranges::find(names, name);
    if (names.empty()) {
        diagnostics.push_back(
            {Severity::error, DiagnosticCode::noPreferences, {}, std::string(image.text(style.name))});
        return false;
    }
    if (found == names.end()) {
        report(diagnostics, DiagnosticCode::unknownPreference, name, names);
        return false;
    }
    const std::size_t index = static_cast<std::size_t>(found - names.begin());
    const std::vector<std::string_view> values = texts(image, preferences[index].values);
    const auto chosen = std::ranges::find(values, value);
    if (chosen == values.end()) {
        const std::string best = std::string(name) + '=' + std::string(nearest(value, values).name);
        diagnostics.push_back({Severity::error, DiagnosticCode::unknownPreferenceValue, {}, best});
        return false;
    }
    constexpr std::size_t commonOptionCount = 4;
    settings.values[commonOptionCount + index] = static_cast<std::uint32_t>(chosen - values.begin());
    return true;
}
} // namespace

const image::Image *findImage(const std::vector<image::Image> &images, std::string_view locale,
                              Diagnostics &diagnostics)
{
    const auto found = std::ranges::find(images, locale, localeOf);
    if (found != images.end()) return &*found;
    std::vector<std::string_view> names;
    std::ranges::transform(images, std::back_inserter(names), localeOf);
    report(diagnostics, DiagnosticCode::unknownLocale, locale, names);
    return nullptr;
}

std::string_view localeOf(const image::Image &image)
{
    return image.text(image.header().locale);
}

std::vector<std::string_view> styleNames(const image::Image &image)
{
    std::vector<std::string_view> names;
    for (const image::Style &style : image.section<image::Style>(image::Section::styles))
        names.push_back(image.text(style.name));
    return names;
}

bool resolveSettings(const image::Image &image, const Options &options, SpeechSettings &settings,
                     Diagnostics &diagnostics)
{
    const auto styles = image.section<image::Style>(image::Section::styles);
    const auto style = std::ranges::find_if(
        styles, [&](const image::Style &candidate) { return image.text(candidate.name) == options.style; });
    if (style == styles.end()) {
        report(diagnostics, DiagnosticCode::unknownStyle, options.style, styleNames(image));
        return false;
    }
    settings.style = static_cast<std::uint32_t>(style - styles.begin());
    settings.values.assign({static_cast<std::uint32_t>(options.verbosity), static_cast<std::uint32_t>(options.listener),
                            static_cast<std::uint32_t>(options.audience), static_cast<std::uint32_t>(options.domain)});
    for (const image::Preference &preference :
         image.section<image::Preference>(image::Section::preferences, style->preferences))
        settings.values.push_back(preference.initial);
    return std::ranges::all_of(options.preferences, [&](const auto &preference) {
        return resolvePreference(image, *style, preference.first, preference.second, settings, diagnostics);
    });
}

} // namespace mathtts

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings.h"

#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
QString nameOf(std::span<const std::string_view> names, auto value)
{
    const std::string_view name = names[static_cast<std::size_t>(value)];
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

constexpr auto ownVoiceNames = std::to_array<std::string_view>({"automatic", "always", "never"});
constexpr auto colorNames = std::to_array<std::string_view>({"system", "light", "dark", "high-contrast"});

void load(const QSettings &store, const QString &key, std::span<const std::string_view> names, auto &value)
{
    const std::string name = store.value(key).toString().toStdString();
    const auto found = std::ranges::find(names, name);
    if (found != names.end()) value = static_cast<std::remove_cvref_t<decltype(value)>>(found - names.begin());
}
} // namespace

Settings Settings::load(const QSettings &store)
{
    Settings settings;
    settings.style = store.value("reading/style"_L1, settings.style).toString();
    mathtts::load(store, u"reading/verbosity"_s, verbosityNames(), settings.verbosity);
    mathtts::load(store, u"reading/listener"_s, listenerNames(), settings.listener);
    mathtts::load(store, u"reading/audience"_s, audienceNames(), settings.audience);
    settings.voice = store.value("voice/id"_L1).toString();
    settings.rate = std::clamp(store.value("voice/rate"_L1, settings.rate).toInt(), 50, 300);
    mathtts::load(store, u"voice/own"_s, ownVoiceNames, settings.ownVoice);
    settings.zoom = std::clamp(store.value("window/zoom"_L1, settings.zoom).toInt(), 50, 400);
    mathtts::load(store, u"window/colors"_s, colorNames, settings.colors);
    settings.sharing.network = store.value("sharing/network"_L1).toBool();
    settings.sharing.encrypted = store.value("sharing/encrypted"_L1).toBool();
    settings.sharing.port = std::clamp(store.value("sharing/port"_L1, settings.sharing.port).toInt(), 0, 65535);
    settings.geometry = store.value("window/geometry"_L1).toByteArray();
    settings.panes = store.value("window/panes"_L1).toByteArray();
    settings.recentFiles = store.value("recent/files"_L1).toStringList();
    settings.recentFormulas = store.value("recent/formulas"_L1).toStringList();
    settings.folder = store.value("recent/folder"_L1).toString();
    return settings;
}

void Settings::save(QSettings &store) const
{
    store.setValue("reading/style"_L1, style);
    store.setValue("reading/verbosity"_L1, nameOf(verbosityNames(), verbosity));
    store.setValue("reading/listener"_L1, nameOf(listenerNames(), listener));
    store.setValue("reading/audience"_L1, nameOf(audienceNames(), audience));
    store.setValue("voice/id"_L1, voice);
    store.setValue("voice/rate"_L1, rate);
    store.setValue("voice/own"_L1, nameOf(ownVoiceNames, ownVoice));
    store.setValue("window/zoom"_L1, zoom);
    store.setValue("window/colors"_L1, nameOf(colorNames, colors));
    store.setValue("sharing/network"_L1, sharing.network);
    store.setValue("sharing/encrypted"_L1, sharing.encrypted);
    store.setValue("sharing/port"_L1, sharing.port);
    store.setValue("window/geometry"_L1, geometry);
    store.setValue("window/panes"_L1, panes);
    store.setValue("recent/files"_L1, recentFiles);
    store.setValue("recent/formulas"_L1, recentFormulas);
    store.setValue("recent/folder"_L1, folder);
}

Options Settings::options() const
{
    Options options;
    options.format = Format::automatic; // LaTeX, MathML or AsciiMath, as it was typed or pasted
    options.style = style.toStdString();
    options.verbosity = verbosity;
    options.listener = listener;
    options.audience = audience;
    return options;
}

void remember(QStringList &list, const QString &entry, qsizetype most)
{
    list.removeAll(entry);
    list.prepend(entry);
    while (list.size() > most)
        list.removeLast();
}

} // namespace mathtts

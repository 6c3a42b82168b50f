// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "engine/text.h"
#include "json.h"
#include "system.h"

#include <algorithm>
#include <memory>

namespace mathtts
{
namespace
{

struct Listing {
    std::string language;
    bool json = false;
};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/*! Whether a voice of language \a tag speaks \a asked: en is spoken by en-GB, en-GB not by en. */
bool speaks(std::string_view tag, std::string_view asked)
{
    if (tag.size() < asked.size()) return false;
    if (!std::ranges::equal(tag.substr(0, asked.size()), asked, {}, lower, lower)) return false;
    return tag.size() == asked.size() || asked.empty() || tag[asked.size()] == '-';
}

std::string asJson(const std::vector<VoiceInfo> &voices)
{
    std::string text = "[";
    for (const VoiceInfo &info : voices) {
        if (text.size() > 1) text += ',';
        text += "\n  {\"id\": ";
        appendJsonString(text, info.id);
        text += ", \"name\": ";
        appendJsonString(text, info.name);
        text += ", \"language\": ";
        appendJsonString(text, info.language);
        text += ", \"gender\": ";
        appendJsonString(text, info.gender);
        text += '}';
    }
    return text + (voices.empty() ? "]\n" : "\n]\n");
}

std::string asTable(const std::vector<VoiceInfo> &voices)
{
    std::size_t idWidth = 0;
    std::size_t languageWidth = 0;
    for (const VoiceInfo &info : voices) {
        idWidth = std::max(idWidth, info.id.size());
        languageWidth = std::max(languageWidth, info.language.size());
    }
    std::string text;
    for (const VoiceInfo &info : voices)
        text += formatted("{:{}}  {:{}}  {}{}\n", info.id, idWidth, info.language, languageWidth, info.name,
                          info.gender.empty() ? "" : ", " + info.gender);
    return text;
}

ExitCode runVoices(Voice &voice, const Listing &listing)
{
    std::vector<VoiceInfo> voices = voice.voices();
    if (voices.empty()) {
        complain("There is no voice here. Install eSpeak NG (the package espeak-ng-data).");
        return ExitCode::failed;
    }
    std::erase_if(voices, [&](const VoiceInfo &info) { return !speaks(info.language, listing.language); });
    if (voices.empty() && !listing.json) complain(formatted("No voice speaks {}.", listing.language));
    return writeOutput(listing.json ? asJson(voices) : asTable(voices)) ? ExitCode::done : ExitCode::failed;
}

} // namespace

void addVoicesCommand(Program &program, Voice &voice)
{
    const auto listing = std::make_shared<Listing>();
    CLI::App &command = program.addOutside("voices");
    command.add_option("--language", listing->language, "Only voices of this language, such as en or en-GB")
        ->type_name("TAG");
    command.add_flag("--json", listing->json, "As a JSON array of objects");
    command.footer("Example:\n"
                   "  mathtts voices --language en");
    command.callback(
        [&program, &voice, listing] { program.run = [&voice, listing] { return runVoices(voice, *listing); }; });
}

} // namespace mathtts

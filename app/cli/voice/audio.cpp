// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"
#include "engine/text.h"
#include "speaking.h"
#include "system.h"
#include "values.h"
#include "voice/encode.h"
#include "voice/save.h"

#include <array>
#include <expected>
#include <memory>
#include <optional>

namespace mathtts
{
namespace
{

constexpr auto audioFormatNames = std::to_array<std::string_view>({"wav", "flac", "ogg", "opus", "mp3"});

bool parseAudioFormat(std::string_view name, std::optional<AudioFormat> &format)
{
    AudioFormat found{};
    if (!audioFormatOf(formatted(".{}", name), found)) return false;
    format = found;
    return true;
}

struct Audio {
    Speaking speaking;
    std::string file;
    std::optional<AudioFormat> format;
};

/*! The format of the file, or why it is not known. */
std::expected<AudioFormat, std::string> chooseFormat(const Audio &audio)
{
    AudioFormat byName{};
    if (audio.file == "-") {
        if (!audio.format) return std::unexpected("Standard output needs a --format, such as --format wav.");
        return *audio.format;
    }
    if (!audioFormatOf(audio.file, byName))
        return std::unexpected(formatted("The name {} must end in .wav, .flac, .ogg, .opus or .mp3.", audio.file));
    if (audio.format && *audio.format != byName)
        return std::unexpected(
            formatted("The name {} and --format say different things. Leave out --format.", audio.file));
    return byName;
}

bool writeSound(const Sound &sound, const Audio &audio, AudioFormat format)
{
    if (audio.file != "-") {
        const auto saved = saveAudio(sound, audio.file);
        if (!saved) complain(saved.error());
        return saved.has_value();
    }
    const auto bytes = encode(sound, format);
    if (!bytes) complain(bytes.error());
    return bytes && writeOutput({reinterpret_cast<const char *>(bytes->data()), bytes->size()});
}

ExitCode runAudio(const Engine &engine, Voice &voice, const Audio &audio)
{
    const auto format = chooseFormat(audio);
    if (!format) {
        complain(format.error());
        return ExitCode::wrongUsage;
    }
    if (audio.file == "-" && outputIsTerminal()) {
        complain("Sound can't be shown on a terminal. Send it to a program or a file.");
        return ExitCode::wrongUsage;
    }
    Session session{engine};
    ExitCode code{};
    if (!readFormula(audio.speaking.reading, session, code)) return code;
    const auto sound = voice.synthesize(session.plan(), settingsOf(audio.speaking));
    if (!sound) return complainAboutVoice(sound.error(), audio.speaking, voice);
    return writeSound(*sound, audio, *format) ? code : ExitCode::failed;
}

} // namespace

void addAudioCommand(Program &program, Voice &voice)
{
    const auto audio = std::make_shared<Audio>();
    CLI::App &command = program.addOutside("audio");
    addSpeaking(command, program, voice, audio->speaking);
    command.add_option("-o,--output", audio->file, "The file, its name tells the format; - for standard output")
        ->type_name("FILE")
        ->required();
    addChoice(command, program, "format", audio->format, audioFormatNames, parseAudioFormat, "For standard output");
    command.footer("Examples:\n"
                   "  mathtts audio -o speech.mp3 '\\frac{a}{b}'\n"
                   "  mathtts audio --voice espeak:en-us+f3 --rate 80 -o speech.flac 'x^2'\n"
                   "  mathtts audio --format wav -o - 'x^2' | aplay");
    command.callback([&program, &voice, audio] {
        program.run = [&program, &voice, audio] { return runAudio(program.engine, voice, *audio); };
    });
}

} // namespace mathtts

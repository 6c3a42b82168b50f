// SPDX-License-Identifier: GPL-3.0-or-later
// mathtts-espeak-worker: requests on standard input, answers on standard output (see protocol.h), one after the other.
//
// eSpeak NG is neither thread safe nor the same from one utterance to the next within a process. So every utterance is
// spoken by a fork of this process, which has only been initialized: the same request gives the same samples. Where
// there is no fork, the worker ends after one request and says so in its greeting.
#include "voice/espeak/protocol.h"

#include <espeak-ng/espeak_ng.h>
#include <espeak-ng/speak_lib.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#else
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#endif
#ifdef __linux__
#include <csignal>
#include <sys/prctl.h>
#endif

using namespace mathtts::espeak;

namespace
{

constexpr int bufferMilliseconds = 60;

void send(Kind kind, std::string_view payload = {})
{
    const std::string bytes = message(kind, payload);
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size() || std::fflush(stdout) != 0)
        std::_Exit(1); // nobody listens any more
}

void sendError(ErrorCode code, std::string_view detail)
{
    send(Kind::error, std::string(1, static_cast<char>(code)).append(detail));
}

std::string statusText(espeak_ng_STATUS status)
{
    char text[512] = {};
    espeak_ng_GetStatusCodeMessage(status, text, sizeof text);
    return text;
}

bool receive(void *bytes, std::size_t size)
{
    return std::fread(bytes, 1, size, stdin) == size;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return result;
}

/*! "en-us" of "gmw/en-US": the file's name, unique among eSpeak's languages. */
std::string idOf(const espeak_VOICE &voice)
{
    const std::string_view path(voice.identifier);
    return lower(path.substr(path.rfind('/') + 1));
}

/*! Each language of \a voice with eSpeak's priority: the lower, the better it speaks it. */
std::vector<std::pair<int, std::string>> languagesOf(const espeak_VOICE &voice)
{
    std::vector<std::pair<int, std::string>> languages;
    for (const char *at = voice.languages; at && *at;) {
        const int priority = static_cast<unsigned char>(*at++);
        languages.emplace_back(priority, lower(at));
        at += languages.back().second.size() + 1;
    }
    return languages;
}

/*! eSpeak's own voices; those of MBROLA need data that nobody ships. */
std::vector<const espeak_VOICE *> ownVoices()
{
    std::vector<const espeak_VOICE *> voices;
    for (const espeak_VOICE **at = espeak_ListVoices(nullptr); at && *at; ++at)
        if (!std::string_view((*at)->identifier).starts_with("mb/")) voices.push_back(*at);
    return voices;
}

/*! The voice whose id is \a wanted; for a language else the best one that speaks it, or its parent language. */
const espeak_VOICE *findVoice(std::string wanted, bool isLanguage)
{
    const std::vector<const espeak_VOICE *> voices = ownVoices();
    const auto sameId = std::ranges::find_if(voices, [&](const auto *voice) { return idOf(*voice) == wanted; });
    if (sameId != voices.end()) return *sameId;
    while (isLanguage && !wanted.empty()) {
        const espeak_VOICE *best = nullptr;
        int bestPriority = 256;
        for (const espeak_VOICE *voice : voices)
            for (const auto &[priority, language] : languagesOf(*voice))
                if (language == wanted && priority < bestPriority) {
                    best = voice;
                    bestPriority = priority;
                }
        if (best) return best;
        const std::size_t dash = wanted.rfind('-');
        wanted.resize(dash == std::string::npos ? 0 : dash);
    }
    return nullptr;
}

/*! \a name is an id or a language, with a variant after a plus sign if wanted. */
bool setVoice(std::string_view name, bool isLanguage)
{
    static std::string current;
    static bool currentIsLanguage = false;
    if (name == current && isLanguage == currentIsLanguage) return true;
    const std::size_t plus = std::min(name.find('+'), name.size());
    const espeak_VOICE *voice = findVoice(lower(name.substr(0, plus)), isLanguage);
    if (!voice) return false;
    const std::string full = std::string(voice->identifier).append(name.substr(plus));
    if (espeak_ng_SetVoiceByName(full.c_str()) != ENS_OK) return false;
    if (full != espeak_GetCurrentVoice()->identifier) return false; // eSpeak passes over a variant that it doesn't know
    current = name;
    currentIsLanguage = isLanguage;
    return true;
}

void sendVoices()
{
    for (const espeak_VOICE *voice : ownVoices()) {
        std::string payload;
        append(payload, VoiceMessage{voice->gender});
        payload += idOf(*voice);
        char separator = '\t';
        for (const auto &[priority, language] : languagesOf(*voice)) {
            payload += separator;
            payload += language;
            separator = ' ';
        }
        payload += '\t';
        payload += voice->name;
        send(Kind::voice, payload);
    }
    send(Kind::end);
}

std::string phonemesSaid;

/*! eSpeak's callback: marks are named by a letter and the number of a token. */
int onSound(short *samples, int count, espeak_EVENT *events)
{
    std::string marks;
    for (; events->type != espeakEVENT_LIST_TERMINATED; ++events) {
        if (events->type == espeakEVENT_MARK && events->id.name && events->id.name[0]) {
            const auto token = static_cast<std::uint32_t>(std::strtoul(events->id.name + 1, nullptr, 10));
            append(marks, MarkMessage{static_cast<std::uint64_t>(std::max(events->sample, 0)), token, 0});
        } else if (events->type == espeakEVENT_PHONEME && events->id.string[0] != '_') { // a pause
            phonemesSaid.append(events->id.string, strnlen(events->id.string, sizeof events->id.string));
        } else if (events->type == espeakEVENT_WORD && !phonemesSaid.empty()) {
            phonemesSaid += ' ';
        }
    }
    if (!marks.empty()) send(Kind::marks, marks);
    if (samples && count > 0)
        send(Kind::audio, {reinterpret_cast<const char *>(samples), static_cast<std::size_t>(count) * sizeof(short)});
    return 0;
}

void speak(const SpeakRequest &request, const std::string &ssml)
{
    espeak_SetSynthCallback(onSound);
    espeak_ng_SetPhonemeEvents(request.wantPhonemes ? 1 : 0, 0);
    espeak_ng_SetParameter(espeakRATE, static_cast<int>(request.wordsPerMinute), 0);
    espeak_ng_SetParameter(espeakPITCH, static_cast<int>(request.pitch), 0);
    espeak_ng_SetParameter(espeakVOLUME, static_cast<int>(request.volume), 0);
    const espeak_ng_STATUS status =
        espeak_ng_Synthesize(ssml.c_str(), ssml.size() + 1, 0, POS_CHARACTER, 0,
                             espeakCHARS_UTF8 | espeakSSML | espeakPHONEMES, nullptr, nullptr);
    if (status != ENS_OK) return sendError(ErrorCode::failed, statusText(status));
    if (request.wantPhonemes) send(Kind::phonemes, phonemesSaid);
    send(Kind::end);
}

#ifdef _WIN32
constexpr bool singleUse = true;

void speakApart(const SpeakRequest &request, const std::string &ssml)
{
    speak(request, ssml);
    std::exit(0);
}
#else
constexpr bool singleUse = false;
constexpr rlim_t maxCpuSeconds = 300; // about eighty hours of speech: more is a hang

void speakApart(const SpeakRequest &request, const std::string &ssml)
{
    const pid_t parent = getpid();
    const pid_t child = fork();
    if (child < 0) return sendError(ErrorCode::failed, "fork failed");
    if (child == 0) {
        const rlimit limit{maxCpuSeconds, maxCpuSeconds};
        setrlimit(RLIMIT_CPU, &limit);
#ifdef __linux__
        prctl(PR_SET_PDEATHSIG, SIGKILL); // who kills the worker means the speech, too
#endif
        if (getppid() != parent) std::_Exit(1);
        speak(request, ssml);
        std::_Exit(0);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child || status != 0) std::exit(1); // the program sees it and starts a new worker
}
#endif

bool initialize()
{
    espeak_ng_ERROR_CONTEXT context = nullptr;
    espeak_ng_InitializePath(nullptr);
    espeak_ng_STATUS status = espeak_ng_Initialize(&context);
    espeak_ng_ClearErrorContext(&context);
    if (status == ENS_OK) status = espeak_ng_InitializeOutput(ENOUTPUT_MODE_SYNCHRONOUS, bufferMilliseconds, nullptr);
    if (status == ENS_OK) return true;
    sendError(ErrorCode::engineMissing, statusText(status));
    return false;
}

bool answer(const Header &header, const std::string &payload)
{
    if (header.kind == Kind::list) {
        sendVoices();
        return true;
    }
    std::string_view rest(payload);
    const auto request = take<SpeakRequest>(rest);
    if (header.kind != Kind::speak || !request || request->voiceSize > rest.size()) return false;
    const std::string_view voice = rest.substr(0, request->voiceSize);
    if (setVoice(voice, request->isLanguage != 0))
        speakApart(*request, std::string(rest.substr(request->voiceSize)));
    else
        sendError(ErrorCode::noSuchVoice, voice);
    return true;
}

} // namespace

int main()
{
#ifdef _WIN32
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
#endif
    if (!initialize()) return 1;
    std::string hello;
    append(hello, Hello{static_cast<std::uint32_t>(espeak_ng_GetSampleRate()), singleUse ? 1U : 0U});
    send(Kind::hello, hello.append(espeak_Info(nullptr)));

    Header header;
    std::string payload;
    while (receive(&header, sizeof header)) {
        if (header.size > maxMessage) return 1;
        payload.resize(header.size);
        if (!receive(payload.data(), payload.size()) || !answer(header, payload)) return 1;
    }
    return 0;
}

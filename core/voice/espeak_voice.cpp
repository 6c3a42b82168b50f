// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/espeak_voice.h"

#include "engine/speech/render.h"
#include "voice/espeak/dialect.h"
#include "voice/espeak/pool.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

namespace mathtts
{
namespace
{

using namespace espeak;

constexpr std::string_view prefix = "espeak:";
constexpr std::string_view femaleVariant = "+f3"; // the clearest of the female ones

/*! "en-us" as "en-US", "zh-latn-pinyin" as "zh-Latn-pinyin". */
std::string languageTag(std::string_view code)
{
    const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
    std::string tag;
    bool isPrivate = false; // after "x" nothing is a region
    while (!code.empty()) {
        const std::string_view part = code.substr(0, code.find('-'));
        const bool isFirst = tag.empty();
        code.remove_prefix(std::min(part.size() + 1, code.size()));
        if (!isFirst) tag += '-';
        const std::size_t begin = tag.size();
        tag += part;
        isPrivate = isPrivate || part == "x";
        if (isFirst || isPrivate) continue;
        if (part.size() == 2) std::transform(tag.begin() + begin, tag.end(), tag.begin() + begin, upper);
        if (part.size() == 4) tag[begin] = upper(tag[begin]);
    }
    return tag;
}

/*! What the worker calls the voice: an id of ours without its prefix, or a language. */
std::string_view voiceName(const VoiceSettings &settings)
{
    std::string_view name = settings.voice.empty() ? settings.language : settings.voice;
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    return name;
}

std::string speakRequest(const Plan &plan, const VoiceSettings &settings, bool wantPhonemes)
{
    constexpr int usualRate = 175; // words a minute
    constexpr int slowest = 80;    // eSpeak goes no slower
    const int rate = std::clamp(settings.rate, 30, 400);
    const int pauseFactor = std::clamp(settings.pauseFactor, 0, 400);
    const std::string_view voice = voiceName(settings);

    SsmlOptions options;
    options.language = voice.substr(0, voice.find('+'));
    options.marks = Marks::tokens;
    options.pauseFactor = pauseFactor * 100 / rate;
    const std::string ssml = dialect(renderSsml(plan, options), voice);

    std::string payload;
    append(payload,
           SpeakRequest{.wordsPerMinute = static_cast<std::uint32_t>(std::max(usualRate * rate / 100, slowest)),
                        .pitch = static_cast<std::uint32_t>(std::clamp(settings.pitch, 0, 200) / 2),
                        .volume = static_cast<std::uint32_t>(std::clamp(settings.volume, 0, 200)),
                        .wantPhonemes = wantPhonemes ? 1U : 0U,
                        .isLanguage = settings.voice.empty() ? 1U : 0U,
                        .voiceSize = static_cast<std::uint32_t>(voice.size())});
    payload.append(voice).append(ssml);
    return message(Kind::speak, payload);
}

/*! Turns messages into parts of sound; a second hearing of the same speech is dropped up to where the first one was. */
class PartMaker
{
public:
    explicit PartMaker(const std::function<bool(const SoundPart &)> &receive)
        : m_receive(receive)
    {
    }

    void hearAgain()
    {
        m_pending.clear();
        m_skipSamples = m_samples;
        m_skipMarks = m_marks;
    }

    bool take(const Message &message, int sampleRate)
    {
        m_sampleRate = sampleRate;
        if (message.kind == Kind::marks) takeMarks(message.payload);
        if (message.kind == Kind::audio) return takeSamples(message.payload);
        return true;
    }

    /*! Marks after the last sample. */
    bool finish() { return m_pending.empty() || emitPart({}); }

private:
    void takeMarks(std::string_view payload)
    {
        while (const auto mark = espeak::take<MarkMessage>(payload)) {
            if (m_skipMarks > 0)
                --m_skipMarks;
            else
                m_pending.push_back({mark->token, mark->sample});
        }
    }

    bool takeSamples(const std::string &payload)
    {
        m_buffer.resize(payload.size() / sizeof(std::int16_t));
        std::memcpy(m_buffer.data(), payload.data(), m_buffer.size() * sizeof(std::int16_t));
        const std::size_t skipped = std::min<std::size_t>(m_skipSamples, m_buffer.size());
        m_skipSamples -= skipped;
        if (skipped == m_buffer.size()) return true;
        return emitPart(std::span(m_buffer).subspan(skipped));
    }

    bool emitPart(std::span<const std::int16_t> samples)
    {
        m_samples += samples.size();
        m_marks += m_pending.size();
        const bool goOn = m_receive({m_sampleRate, samples, m_pending});
        m_pending.clear();
        return goOn;
    }

    const std::function<bool(const SoundPart &)> &m_receive;
    std::vector<std::int16_t> m_buffer;
    std::vector<Mark> m_pending;
    std::size_t m_samples = 0; ///< handed over so far
    std::size_t m_marks = 0;
    std::size_t m_skipSamples = 0;
    std::size_t m_skipMarks = 0;
    int m_sampleRate = 0;
};

} // namespace

struct EspeakVoice::Private {
    explicit Private(const EspeakOptions &options)
        : pool(options)
    {
    }

    /*! Asks again once when the worker died; \a restart is called between. */
    std::expected<void, VoiceError> ask(const std::string &request, const Receiver &receive,
                                        const std::stop_token &stop, const std::function<void()> &restart)
    {
        auto result = pool.ask(request, receive, stop);
        if (result || result.error().code != VoiceErrorCode::workerDied) return result;
        restart();
        return pool.ask(request, receive, stop);
    }

    Pool pool;
    std::mutex mutex;
    std::optional<std::vector<VoiceInfo>> voices; ///< once they are known
};

EspeakVoice::EspeakVoice(const EspeakOptions &options)
    : m_data(std::make_unique<Private>(options))
{
}

EspeakVoice::~EspeakVoice() = default;

void EspeakVoice::warmUp()
{
    m_data->pool.warmUp();
}

std::vector<VoiceInfo> EspeakVoice::voices()
{
    const std::lock_guard lock(m_data->mutex);
    if (m_data->voices) return *m_data->voices;

    std::vector<VoiceInfo> voices;
    const auto add = [&voices](const Message &message, int) {
        std::string_view text(message.payload);
        const auto head = take<VoiceMessage>(text);
        if (message.kind != Kind::voice || !head) return true;
        const std::string_view id = text.substr(0, text.find('\t'));
        const std::string_view name = text.substr(text.rfind('\t') + 1);
        text.remove_prefix(std::min(id.size() + 1, text.size()));
        const std::string language = languageTag(text.substr(0, text.find_first_of(" \t")));
        const bool isFemale = head->gender == 2;
        voices.push_back({std::string(prefix).append(id), std::string(name), language, isFemale ? "female" : "male"});
        if (!isFemale)
            voices.push_back(
                {std::string(prefix).append(id).append(femaleVariant), std::string(name), language, "female"});
        return true;
    };
    if (!m_data->ask(message(Kind::list, {}), add, {}, [&voices] { voices.clear(); })) return {};
    std::ranges::stable_sort(voices, {}, &VoiceInfo::language);
    m_data->voices = voices;
    return voices;
}

std::expected<void, VoiceError> EspeakVoice::synthesize(const Plan &plan, const VoiceSettings &settings,
                                                        const std::function<bool(const SoundPart &)> &receive,
                                                        std::stop_token stop)
{
    PartMaker parts(receive);
    const auto take = [&parts](const Message &message, int sampleRate) { return parts.take(message, sampleRate); };
    const auto result = m_data->ask(speakRequest(plan, settings, false), take, stop, [&parts] { parts.hearAgain(); });
    if (result && !parts.finish()) return std::unexpected(VoiceError{VoiceErrorCode::canceled, {}});
    return result;
}

std::expected<std::string, VoiceError> EspeakVoice::phonemes(const Plan &plan, const VoiceSettings &settings)
{
    std::string phonemes;
    const auto take = [&phonemes](const Message &message, int) {
        if (message.kind == Kind::phonemes) phonemes = message.payload;
        return true;
    };
    const auto result = m_data->ask(speakRequest(plan, settings, true), take, {}, [] {});
    if (!result) return std::unexpected(result.error());
    return phonemes;
}

} // namespace mathtts

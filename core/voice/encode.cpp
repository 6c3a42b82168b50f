// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/encode.h"

#include "voice/ogg_serial.h"

#include <sndfile.h>
#include <soxr.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstring>
#include <memory>

namespace mathtts
{
namespace
{

constexpr int opusRate = 24000; // Opus knows 8, 12, 16, 24 and 48 kHz; speech of eSpeak ends at 11 kHz

struct Ending {
    std::string_view text;
    AudioFormat format;
};
constexpr std::array endings{
    Ending{".wav", AudioFormat::wav}, Ending{".flac", AudioFormat::flac}, Ending{".ogg", AudioFormat::ogg},
    Ending{".oga", AudioFormat::ogg}, Ending{".opus", AudioFormat::opus}, Ending{".mp3", AudioFormat::mp3},
};

int sndfileFormat(AudioFormat format)
{
    switch (format) {
    case AudioFormat::wav: return SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    case AudioFormat::flac: return SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
    case AudioFormat::ogg: return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
    case AudioFormat::opus: return SF_FORMAT_OGG | SF_FORMAT_OPUS;
    case AudioFormat::mp3: return SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
    }
    return 0;
}

/*! A file in memory, as libsndfile wants it: encoders go back to write lengths and checksums. */
struct MemoryFile {
    std::vector<std::uint8_t> bytes;
    std::size_t position = 0;

    static sf_count_t length(void *file) { return static_cast<sf_count_t>(self(file).bytes.size()); }

    static sf_count_t seek(sf_count_t offset, int whence, void *file)
    {
        MemoryFile &memory = self(file);
        const auto base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? memory.position : memory.bytes.size();
        const sf_count_t target = static_cast<sf_count_t>(base) + offset;
        if (target < 0) return -1;
        memory.position = static_cast<std::size_t>(target);
        return target;
    }

    static sf_count_t read(void *out, sf_count_t count, void *file)
    {
        MemoryFile &memory = self(file);
        const std::size_t left = memory.bytes.size() - std::min(memory.position, memory.bytes.size());
        const std::size_t size = std::min(static_cast<std::size_t>(count), left);
        if (size) std::memcpy(out, memory.bytes.data() + memory.position, size);
        memory.position += size;
        return static_cast<sf_count_t>(size);
    }

    static sf_count_t write(const void *data, sf_count_t count, void *file)
    {
        MemoryFile &memory = self(file);
        const auto size = static_cast<std::size_t>(count);
        if (memory.position + size > memory.bytes.size()) memory.bytes.resize(memory.position + size);
        if (size) std::memcpy(memory.bytes.data() + memory.position, data, size);
        memory.position += size;
        return count;
    }

    static sf_count_t tell(void *file) { return static_cast<sf_count_t>(self(file).position); }

private:
    static MemoryFile &self(void *file) { return *static_cast<MemoryFile *>(file); }
};

std::expected<std::vector<std::int16_t>, std::string> resample(const std::vector<std::int16_t> &samples, int from,
                                                               int to)
{
    if (samples.empty()) return samples;
    const double ratio = static_cast<double>(to) / from;
    std::vector<std::int16_t> result(
        static_cast<std::size_t>(std::llround(static_cast<double>(samples.size()) * ratio)) + 1);
    // No dither: it is random, and the same sound has to give the same bytes.
    const soxr_io_spec_t types = {SOXR_INT16_I, SOXR_INT16_I, 1.0, nullptr, SOXR_NO_DITHER};
    std::size_t done = 0;
    const soxr_error_t error = soxr_oneshot(from, to, 1, samples.data(), samples.size(), nullptr, result.data(),
                                            result.size(), &done, &types, nullptr, nullptr);
    if (error) return std::unexpected(std::string(error));
    result.resize(done);
    return result;
}

} // namespace

bool audioFormatOf(std::string_view fileName, AudioFormat &format)
{
    for (const Ending &ending : endings) {
        if (fileName.size() < ending.text.size()) continue;
        const std::string_view tail = fileName.substr(fileName.size() - ending.text.size());
        const auto sameLetter = [](char left, char right) {
            return std::tolower(static_cast<unsigned char>(left)) == right;
        };
        if (!std::ranges::equal(tail, ending.text, sameLetter)) continue;
        format = ending.format;
        return true;
    }
    return false;
}

std::expected<std::vector<std::uint8_t>, std::string> encode(const Sound &sound, AudioFormat format)
{
    if (sound.sampleRate <= 0) return std::unexpected("The sound has no sample rate.");
    int rate = sound.sampleRate;
    const std::vector<std::int16_t> *samples = &sound.samples;
    std::expected<std::vector<std::int16_t>, std::string> resampled;
    if (format == AudioFormat::opus && rate != opusRate) {
        resampled = resample(sound.samples, rate, opusRate);
        if (!resampled) return std::unexpected(resampled.error());
        samples = &*resampled;
        rate = opusRate;
    }

    MemoryFile memory;
    SF_VIRTUAL_IO io{MemoryFile::length, MemoryFile::seek, MemoryFile::read, MemoryFile::write, MemoryFile::tell};
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = 1;
    info.format = sndfileFormat(format);
    std::unique_ptr<SNDFILE, int (*)(SNDFILE *)> file(sf_open_virtual(&io, SFM_WRITE, &info, &memory), sf_close);
    if (!file) return std::unexpected(std::string(sf_strerror(nullptr)));
    const auto count = static_cast<sf_count_t>(samples->size());
    if (sf_writef_short(file.get(), samples->data(), count) != count)
        return std::unexpected(std::string(sf_strerror(file.get())));
    if (const int error = sf_close(file.release())) return std::unexpected(std::string(sf_error_number(error)));
    const bool isOgg = format == AudioFormat::ogg || format == AudioFormat::opus;
    if (isOgg && !setOggSerial(memory.bytes)) return std::unexpected("The Ogg encoder failed.");
    return std::move(memory.bytes);
}

} // namespace mathtts

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"
#include "service/http/route.h"
#include "voice/encode.h"
#include "voice/voice.h"

#include <string>
#include <vector>

namespace mathtts::http
{

/*! How to speak. */
struct SpeakingIn {
    std::string audioFormat = "wav";
    std::string voice;
    int rate = 100;
    int pitch = 100;
    int volume = 100;
    int pauseFactor = 100;
};

/*! A sound file and what is in it. */
struct Spoken {
    std::string file;
    std::vector<Mark> marks;
    int sampleRate = 22050;
    double seconds = 0;
};

/*! Longer speech is refused: it would hold a thread and memory for too long. */
inline constexpr double mostSeconds = 300;

/*! Speaks \a plan into a file. An unknown voice is a 422, a voice that fails a 503. Blocks. */
Answer<Spoken> speak(Voice &voice, const Plan &plan, const SpeakingIn &in);

std::vector<std::string> audioFormatChoices();
std::vector<Content> audioContents();
/*! "audio/wav" for "wav". */
std::string contentTypeOf(std::string_view audioFormat);
std::string toBase64(std::string_view bytes);

} // namespace mathtts::http

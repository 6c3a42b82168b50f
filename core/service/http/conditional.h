// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/http/message.h"

namespace mathtts::http
{

/*! A strong ETag of \a bytes, in its quotes. O(bytes). */
std::string etagOf(std::string_view bytes);

/*! Answers If-None-Match (304), Range and If-Range (206, 416) for \a response, a 200 with its ETag. Several ranges are
 *  answered by the whole. */
void answerConditions(const Request &request, Response &response);

} // namespace mathtts::http

// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/wire/frame.h"

#include "service/http/wire/head.h"

#include <algorithm>
#include <charconv>

namespace mathtts::http
{
namespace
{

/*! Whether \a status has no body whatever the header says. */
bool isBodyless(int status)
{
    return status < 200 || status == 204 || status == 304;
}

} // namespace

void ResponseFrame::begin(const FrameRequest &request)
{
    m_request = request;
    m_state = State::head;
    m_started = false;
    m_line.clear();
    m_fields.clear();
    m_left = 0;
}

void ResponseFrame::finishHead(std::string &out)
{
    const std::string_view head = m_line;
    int status = 0;
    if (head.size() > 12) std::from_chars(head.data() + 9, head.data() + 12, status);
    bool chunked = false;
    bool counted = false;
    std::size_t length = 0;

    // line by line: what is about the connection is this class's own
    std::size_t begin = head.find("\r\n") + 2;
    out.append(head.substr(0, begin));
    while (begin + 2 < head.size()) {
        const std::size_t end = head.find("\r\n", begin) + 2;
        const std::string_view line = head.substr(begin, end - begin);
        begin = end;
        const std::string_view name = line.substr(0, line.find(':'));
        if (sameName(name, "content-length")) {
            if (isBodyless(status)) continue;
            counted = true;
            std::string_view value = line.substr(name.size() + 1);
            value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
            std::from_chars(value.data(), value.data() + value.size(), length);
        } else if (sameName(name, "transfer-encoding")) {
            chunked = true;
            if (m_request.minor == 0) continue;
        } else if (sameName(name, "connection")) {
            continue;
        }
        out.append(line);
    }
    out.append(m_fields);
    if (!counted && !chunked && !isBodyless(status)) m_request.close = true;
    if (chunked && m_request.minor == 0) m_request.close = true;
    if (m_request.close)
        out.append("Connection: close\r\n");
    else if (m_request.minor == 0)
        out.append("Connection: keep-alive\r\n");
    out.append("\r\n");

    m_line.clear();
    m_left = length;
    if (isBodyless(status) || (counted && length == 0 && !chunked))
        m_state = State::done;
    else
        m_state = chunked ? State::chunkSize : State::counted;
}

bool ResponseFrame::takeLine(std::string_view &bytes)
{
    const std::size_t feed = bytes.find('\n');
    const std::size_t taken = feed == std::string_view::npos ? bytes.size() : feed + 1;
    m_line.append(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
    return feed != std::string_view::npos;
}

void ResponseFrame::feed(std::string_view bytes, std::string &out)
{
    const bool hidden = m_request.head;
    const bool bare = m_request.minor == 0; // no framing for HTTP/1.0
    m_started = m_started || !bytes.empty();
    while (!bytes.empty() && m_state != State::done) {
        switch (m_state) {
        case State::head: {
            const std::size_t before = m_line.size();
            m_line.append(bytes);
            const std::size_t end = m_line.find("\r\n\r\n", before < 3 ? 0 : before - 3);
            if (end == std::string::npos) return;
            bytes.remove_prefix(end + 4 - before);
            m_line.resize(end + 4);
            finishHead(out);
            break;
        }
        case State::counted:
        case State::chunkData: {
            const std::size_t taken = std::min(bytes.size(), m_left);
            if (!hidden) out.append(bytes.substr(0, taken));
            bytes.remove_prefix(taken);
            m_left -= taken;
            if (m_left == 0) m_state = m_state == State::counted ? State::done : State::chunkEnd;
            break;
        }
        case State::chunkSize:
            if (!takeLine(bytes)) return;
            m_left = 0;
            std::from_chars(m_line.data(), m_line.data() + m_line.size(), m_left, 16);
            if (!hidden && !bare) out.append(m_line);
            m_line.clear();
            m_state = m_left == 0 ? State::trailer : State::chunkData;
            break;
        case State::chunkEnd:
            if (!takeLine(bytes)) return;
            if (!hidden && !bare) out.append(m_line);
            m_line.clear();
            m_state = State::chunkSize;
            break;
        case State::trailer: {
            if (!takeLine(bytes)) return;
            const bool last = m_line == "\r\n";
            if (!hidden && !bare) out.append(m_line);
            m_line.clear();
            if (last) m_state = State::done;
            break;
        }
        case State::done: break;
        }
    }
}

} // namespace mathtts::http

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mathtts::http
{

/*! What the request was, as far as it decides the form of its response. */
struct FrameRequest {
    bool head = false;  ///< HEAD: the response ends with its header
    int minor = 1;      ///< a client of HTTP/1.0 knows no chunks
    bool close = false; ///< the connection closes after the response
};

/*!
 * Follows a response of the server to the connection and knows where it ends. It leaves out what the request must not
 * get: the body of an answer to HEAD, the chunks' framing for HTTP/1.0; and says "Connection: close" when it closes.
 */
class ResponseFrame
{
public:
    void begin(const FrameRequest &request);

    /*! Field lines, each with its line end, that go out in the head of the response besides those fed. */
    void add(std::string_view fields) { m_fields += fields; }

    /*! Takes the next \a bytes of the response and appends to \a out what goes on the wire. O(bytes). */
    void feed(std::string_view bytes, std::string &out);

    /*! The connection closes after this response, if its head has not gone yet. */
    void close() { m_request.close = m_request.close || m_state == State::head; }

    [[nodiscard]] bool done() const { return m_state == State::done; }
    /*! Whether the end of the connection is the end of the response, or was asked for. Known when the head is through.
     */
    [[nodiscard]] bool closes() const { return m_request.close; }
    /*! Whether a part of the response has gone out. */
    [[nodiscard]] bool started() const { return m_started; }

private:
    enum class State : std::uint8_t { head, counted, chunkSize, chunkData, chunkEnd, trailer, done };

    void finishHead(std::string &out);
    /*! Takes bytes up to a line end into m_line; true when the line is whole. */
    bool takeLine(std::string_view &bytes);

    FrameRequest m_request;
    State m_state = State::done;
    bool m_started = false;
    std::string m_fields;
    std::string m_line; ///< the head, or one line of the chunks' framing, as far as it has come
    std::size_t m_left = 0;
};

} // namespace mathtts::http

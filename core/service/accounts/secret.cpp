// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/secret.h"

#include "engine/text.h"

#include <QCryptographicHash>
#include <QtCrypto>

#include <botan/mem_ops.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <span>
#include <system_error>

namespace mathtts::accounts
{
namespace
{

constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t maxFileSize = 1024 * 1024;

std::string systemMessage(int code)
{
    return std::error_code(code, std::generic_category()).message();
}

bool writeAll(int descriptor, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t count = ::write(descriptor, content.data(), content.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        content.remove_prefix(static_cast<std::size_t>(count));
    }
    return ::fsync(descriptor) == 0;
}

std::span<const std::uint8_t> bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

} // namespace

std::string randomBytes(std::size_t length)
{
    return QCA::Random::randomArray(static_cast<int>(length)).toByteArray().toStdString();
}

std::string randomText(std::size_t length)
{
    std::string text;
    while (text.size() < length)
        for (const char c : randomBytes(length)) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 4 * alphabet.size() && text.size() < length) text += alphabet[byte % alphabet.size()]; // no bias
        }
    return text;
}

std::string digest(std::string_view secret)
{
    const QByteArrayView bytes(secret.data(), static_cast<qsizetype>(secret.size()));
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

bool sameSecret(std::string_view left, std::string_view right)
{
    return Botan::constant_time_compare(bytesOf(left), bytesOf(right));
}

std::expected<std::string, std::string> readSecretFile(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::unexpected(systemMessage(errno));
    std::string content(maxFileSize + 1, '\0');
    file.read(content.data(), static_cast<std::streamsize>(content.size()));
    content.resize(static_cast<std::size_t>(file.gcount()));
    if (content.size() > maxFileSize) return std::unexpected("it is too large");
    return content;
}

std::expected<void, std::string> writeSecretFile(const std::string &path, std::string_view content)
{
    const std::string part = formatted("{}.{}.part", path, ::getpid());
    const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return std::unexpected(systemMessage(errno));
    const bool isWritten = writeAll(descriptor, content);
    const int writeError = errno;
    ::close(descriptor);
    if (isWritten && std::rename(part.c_str(), path.c_str()) == 0) return {};
    const int code = isWritten ? errno : writeError;
    ::unlink(part.c_str());
    return std::unexpected(systemMessage(code));
}

} // namespace mathtts::accounts

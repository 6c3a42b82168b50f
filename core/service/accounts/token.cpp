// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/token.h"

#include "engine/text.h"
#include "service/accounts/secret.h"
#include "service/telemetry/json_text.h"

#include <QByteArray>
#include <QtCrypto>

#include <yyjson.h>

#include <memory>

namespace mathtts::accounts
{
namespace
{

using Document = std::unique_ptr<yyjson_doc, decltype([](yyjson_doc *document) { yyjson_doc_free(document); })>;

std::string encode(std::string_view bytes)
{
    return QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

/*! Only what encode() writes: no padding, no blanks, no stray bits at the end. */
std::optional<std::string> decode(std::string_view text)
{
    const auto decoded = QByteArray::fromBase64Encoding(QByteArray(text.data(), static_cast<qsizetype>(text.size())),
                                                        QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals |
                                                            QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) return {};
    std::string bytes = decoded.decoded.toStdString();
    if (encode(bytes) != text) return {};
    return bytes;
}

std::string signature(std::string_view text, const std::string &secret)
{
    QCA::MessageAuthenticationCode mac(QStringLiteral("hmac(sha256)"),
                                       QCA::SymmetricKey(QByteArray::fromStdString(secret)));
    mac.update(QCA::MemoryRegion(QByteArray(text.data(), static_cast<qsizetype>(text.size()))));
    return mac.final().toByteArray().toStdString();
}

Document parse(const std::string &json)
{
    return Document{yyjson_read(json.data(), json.size(), YYJSON_READ_NOFLAG)};
}

std::string_view textAt(yyjson_val *object, const char *name)
{
    yyjson_val *value = yyjson_obj_get(object, name);
    return yyjson_is_str(value) ? std::string_view(yyjson_get_str(value), yyjson_get_len(value)) : std::string_view();
}

std::optional<std::int64_t> numberAt(yyjson_val *object, const char *name)
{
    yyjson_val *value = yyjson_obj_get(object, name);
    return yyjson_is_int(value) ? std::optional(yyjson_get_sint(value)) : std::nullopt;
}

std::string_view kindName(TokenKind kind)
{
    return kind == TokenKind::access ? "access" : "refresh";
}

/*! The three parts of a token. */
struct Parts {
    std::string_view header, payload, signature;
};

std::optional<Parts> split(std::string_view token)
{
    const std::size_t first = token.find('.');
    const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
    if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return {};
    return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1)};
}

} // namespace

Tokens::Tokens(SigningKeys &keys, std::string issuer, std::string audience, WallClock clock)
    : m_keys(keys)
    , m_issuer(std::move(issuer))
    , m_audience(std::move(audience))
    , m_clock(std::move(clock))
{
}

bool Tokens::isSupported()
{
    return QCA::isSupported("hmac(sha256)");
}

std::string Tokens::sign(const Claims &claims)
{
    const SigningKey key = m_keys.current();
    std::string payload = R"({"iss":)";
    const auto add = [&](std::string_view name, std::string_view value) {
        payload += formatted(",\"{}\":", name);
        telemetry::appendJsonString(payload, value);
    };
    telemetry::appendJsonString(payload, m_issuer);
    add("aud", m_audience);
    add("sub", claims.subject);
    add("sid", claims.sessionId);
    add("jti", claims.id);
    add("type", kindName(claims.kind));
    if (!claims.role.empty()) add("role", claims.role);
    payload += formatted(R"(,"iat":{},"nbf":{},"exp":{}}})", claims.issuedAt, claims.issuedAt, claims.expiresAt);
    const std::string text =
        encode(formatted(R"({{"alg":"HS256","typ":"JWT","kid":"{}"}})", key.id)) + '.' + encode(payload);
    return text + '.' + encode(signature(text, key.secret));
}

std::expected<Claims, TokenFault> Tokens::verify(std::string_view token, TokenKind kind)
{
    if (token.size() > maxLength) return std::unexpected(TokenFault::malformed);
    const auto parts = split(token);
    if (!parts) return std::unexpected(TokenFault::malformed);
    const auto headerText = decode(parts->header);
    const auto payloadText = decode(parts->payload);
    const auto given = decode(parts->signature);
    if (!headerText || !payloadText || !given) return std::unexpected(TokenFault::malformed);

    const Document header = parse(*headerText);
    yyjson_val *headerRoot = header ? yyjson_doc_get_root(header.get()) : nullptr;
    if (!yyjson_is_obj(headerRoot)) return std::unexpected(TokenFault::malformed);
    if (textAt(headerRoot, "alg") != "HS256" || yyjson_obj_get(headerRoot, "crit"))
        return std::unexpected(TokenFault::algorithm);
    const auto key = m_keys.find(textAt(headerRoot, "kid"));
    if (!key) return std::unexpected(TokenFault::unknownKey);
    const std::string_view signedText = token.substr(0, parts->header.size() + 1 + parts->payload.size());
    if (!sameSecret(signature(signedText, key->secret), *given)) return std::unexpected(TokenFault::signature);

    const Document payload = parse(*payloadText);
    yyjson_val *root = payload ? yyjson_doc_get_root(payload.get()) : nullptr;
    if (!yyjson_is_obj(root)) return std::unexpected(TokenFault::malformed);
    const auto issuedAt = numberAt(root, "iat");
    const auto notBefore = numberAt(root, "nbf");
    const auto expiresAt = numberAt(root, "exp");
    if (!issuedAt || !notBefore || !expiresAt) return std::unexpected(TokenFault::claims);
    const std::int64_t now = m_clock() / 1000;
    if (textAt(root, "iss") != m_issuer || textAt(root, "aud") != m_audience ||
        textAt(root, "type") != kindName(kind) || textAt(root, "sub").empty() || textAt(root, "sid").empty() ||
        textAt(root, "jti").empty() || *issuedAt > now + maxSkew || *notBefore > now + maxSkew)
        return std::unexpected(TokenFault::claims);
    if (*expiresAt <= now - maxSkew) return std::unexpected(TokenFault::expired);
    return Claims{.kind = kind,
                  .subject = std::string(textAt(root, "sub")),
                  .sessionId = std::string(textAt(root, "sid")),
                  .id = std::string(textAt(root, "jti")),
                  .role = std::string(textAt(root, "role")),
                  .issuedAt = *issuedAt,
                  .expiresAt = *expiresAt};
}

} // namespace mathtts::accounts

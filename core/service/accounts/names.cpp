// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/accounts/names.h"

#include "engine/text.h"

#include <QList>
#include <QString>
#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace mathtts::accounts
{
namespace
{

constexpr std::size_t maxUsername = 64;
constexpr std::size_t minUsername = 3;
constexpr std::size_t maxPassword = 128;
constexpr std::size_t maxPasswordBytes = 1024;
constexpr std::size_t maxEmail = 254;

/*! The characters of \a text; nothing when it is no UTF-8. */
std::optional<QList<uint>> charactersOf(std::string_view text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
    if (decoder.hasError()) return {};
    return decoded.toUcs4();
}

bool isControl(uint character)
{
    const QChar::Category category = QChar::category(character);
    return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Other_Surrogate ||
           category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
}

std::unexpected<AccountError> invalid(std::string_view field, std::string detail)
{
    return std::unexpected(AccountError(AccountErrorCode::invalidValue, std::move(detail), std::string(field)));
}

} // namespace

std::string nameKey(std::string_view name)
{
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))
        .normalized(QString::NormalizationForm_KC)
        .toCaseFolded()
        .normalized(QString::NormalizationForm_KC)
        .toStdString();
}

Result<void> checkUsername(std::string_view name)
{
    const auto characters = charactersOf(name);
    const auto isNameCharacter = [](uint character) {
        return QChar::isLetterOrNumber(character) || QChar::isMark(character) || character == '.' || character == '_' ||
               character == '-' || character == '@';
    };
    if (!characters || static_cast<std::size_t>(characters->size()) < minUsername ||
        static_cast<std::size_t>(characters->size()) > maxUsername ||
        !std::ranges::all_of(*characters, isNameCharacter) || !QChar::isLetterOrNumber(characters->front()))
        return invalid("username", formatted("A username has {} to {} letters and digits, and . _ - @ after the first.",
                                             minUsername, maxUsername));
    return {};
}

Result<void> checkPassword(std::string_view password, std::string_view username, std::size_t least)
{
    const auto characters = charactersOf(password);
    const auto count = characters ? static_cast<std::size_t>(characters->size()) : 0;
    if (!characters || password.size() > maxPasswordBytes || count < least || count > maxPassword ||
        std::ranges::any_of(*characters, isControl))
        return invalid("password", formatted("A password has {} to {} characters.", least, maxPassword));
    if (nameKey(password) == nameKey(username)) return invalid("password", "A password is not the username.");
    if (std::ranges::all_of(*characters, [&](uint character) { return character == characters->front(); }))
        return invalid("password", "A password is more than one character again and again.");
    return {};
}

Result<void> checkEmail(std::string_view email)
{
    if (email.empty()) return {};
    const auto characters = charactersOf(email);
    const std::size_t at = email.find('@');
    const auto isPlain = [](uint character) { return character > ' ' && character != 0x7F && !isControl(character); };
    if (!characters || email.size() > maxEmail || at == 0 || at == std::string_view::npos || at + 1 == email.size() ||
        email.find('@', at + 1) != std::string_view::npos || !std::ranges::all_of(*characters, isPlain))
        return invalid("email", "An email address looks like name@school.example.");
    return {};
}

Result<void> checkText(std::string_view text, std::size_t most, std::string_view field)
{
    const auto characters = charactersOf(text);
    if (!characters || static_cast<std::size_t>(characters->size()) > most ||
        std::ranges::any_of(*characters, isControl))
        return invalid(field, formatted("At most {} characters on one line.", most));
    return {};
}

} // namespace mathtts::accounts

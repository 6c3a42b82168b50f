// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text.h"
#include "service/storage/database.h"

#include <QUrl>
#include <QUrlQuery>

#include <filesystem>

namespace mathtts::storage
{

std::expected<Location, std::string> parseLocation(std::string_view text, const std::string &dataFolder)
{
    if (text.empty()) return Location{.file = dataFolder + "/mathtts.sqlite"};
    if (text.starts_with("sqlite:")) {
        const std::size_t start = text.find("///");
        if (start == std::string_view::npos || start + 3 >= text.size())
            return std::unexpected("DATABASE_URL: the file is missing (sqlite:///FILE)");
        return Location{.file = std::string(text.substr(start + 3))};
    }
    const QUrl url(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())), QUrl::StrictMode);
    const QString scheme = url.scheme().section(u'+', 0, 0);
    if (!url.isValid() || (scheme != u"postgresql" && scheme != u"postgres"))
        return std::unexpected("DATABASE_URL is no address of SQLite or PostgreSQL");
    Location location{.dialect = Dialect::postgresql, .file = {}};
    location.host = url.host().toStdString();
    if (const QString socket = QUrlQuery(url).queryItemValue(QStringLiteral("host"), QUrl::FullyDecoded);
        !socket.isEmpty())
        location.host = socket.toStdString();
    location.port = url.port(5432);
    location.database = url.path(QUrl::FullyDecoded).mid(1).toStdString();
    location.user = url.userName(QUrl::FullyDecoded).toStdString();
    location.password = url.password(QUrl::FullyDecoded).toStdString();
    if (location.database.empty()) return std::unexpected("DATABASE_URL: the name of the database is missing");
    return location;
}

std::expected<void, std::string> makeDataFolder(const std::string &folder)
{
    std::error_code error;
    if (std::filesystem::create_directories(folder, error) && !error)
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    if (error) return std::unexpected(formatted("Can't make the data folder {}: {}.", folder, error.message()));
    return {};
}

} // namespace mathtts::storage

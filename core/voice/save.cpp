// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/save.h"

#include "voice/encode.h"

#include <QFileInfo>
#include <QSaveFile>

namespace mathtts
{
namespace
{

bool writeTo(QFileDevice &file, const std::vector<std::uint8_t> &bytes)
{
    const auto size = static_cast<qint64>(bytes.size());
    return file.open(QIODevice::WriteOnly) && file.write(reinterpret_cast<const char *>(bytes.data()), size) == size &&
           file.flush();
}

} // namespace

std::expected<void, std::string> saveAudio(const Sound &sound, std::string_view path)
{
    const std::string name(path);
    const auto fail = [&name](const std::string &why) -> std::expected<void, std::string> {
        return std::unexpected(name + " can't be saved: " + why);
    };
    AudioFormat format;
    if (!audioFormatOf(path, format)) return fail("the name must end in .wav, .flac, .ogg, .opus or .mp3.");
    const auto bytes = encode(sound, format);
    if (!bytes) return fail(bytes.error());

    const QString fileName = QString::fromStdString(name);
    const QFileInfo info(fileName);
    if (info.isDir()) return fail("it is a folder.");
    if (info.exists() && !info.isFile()) { // a device or a pipe is written into, never replaced
        QFile file(fileName);
        if (!writeTo(file, *bytes)) return fail(file.errorString().toStdString() + ".");
        return {};
    }
    QSaveFile file(fileName);
    if (!writeTo(file, *bytes) || !file.commit()) return fail(file.errorString().toStdString() + ".");
    return {};
}

} // namespace mathtts

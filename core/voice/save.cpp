// SPDX-License-Identifier: GPL-3.0-or-later
#include "voice/save.h"

#include "voice/encode.h"

#include <QSaveFile>

namespace mathtts
{

std::expected<void, std::string> saveAudio(const Sound &sound, std::string_view path)
{
    const std::string name(path);
    AudioFormat format;
    if (!audioFormatOf(path, format))
        return std::unexpected(name + " can't be saved: the name must end in .wav, .flac, .ogg, .opus or .mp3.");
    const auto bytes = encode(sound, format);
    if (!bytes) return std::unexpected(name + " can't be saved: " + bytes.error());

    QSaveFile file(QString::fromStdString(name));
    const auto size = static_cast<qint64>(bytes->size());
    if (!file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char *>(bytes->data()), size) != size ||
        !file.commit())
        return std::unexpected(name + " can't be saved: " + file.errorString().toStdString() + ".");
    return {};
}

} // namespace mathtts

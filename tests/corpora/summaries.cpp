// SPDX-License-Identifier: GPL-3.0-or-later
// mathtts-summaries [--show N]: summarizes all formulas of the corpora; fails when a formula that has a reading has no
// summary, or when more than one in a hundred is longer than fourteen words. --show prints the first N that are.
#include "engine/engine.h"
#include "engine/speech/render.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

using namespace mathtts;

namespace
{
constexpr int skipped = 77;
constexpr std::size_t mostWords = 14;
constexpr double leastShort = 99; // percent

QString corpora()
{
    for (const char *name : {"MATHTTS_SHARED", "MATHTTS_SHARED_DEFAULT"}) {
        const QString folder = qEnvironmentVariable(name) + "/corpora/";
        if (!qEnvironmentVariable(name).isEmpty() && QDir(folder).exists()) return folder;
    }
    return {};
}

std::size_t words(const std::string &text)
{
    const auto blanks = std::ranges::count(text, ' ');
    return text.empty() ? 0 : static_cast<std::size_t>(blanks) + 1;
}

struct Figures {
    int formulas = 0;
    int silent = 0;
    int tooLong = 0;
    std::map<std::size_t, int> lengths;
};

/*! Summarizes the formulas of one file. */
void summarize(const QString &path, Format format, Session &session, int &show, Figures &figures)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return;
    while (!file.atEnd()) {
        const QJsonObject record = QJsonDocument::fromJson(file.readLine()).object();
        const std::string input = record["input"].toString().toStdString();
        Options options;
        options.format = format;
        options.macros = record["macros"].toString().toStdString();
        if (!session.read(input, options) || renderText(session.plan()).empty()) continue;
        options.style = "summary";
        session.read(input, options);
        const std::string summary = renderText(session.plan());
        const std::size_t length = words(summary);
        ++figures.formulas;
        ++figures.lengths[length];
        figures.silent += length == 0;
        figures.tooLong += length > mostWords;
        if ((length == 0 || length > mostWords) && show-- > 0)
            std::printf("%zu words: %s\n    %s\n", length, summary.c_str(), input.c_str());
    }
}
} // namespace

int main(int count, char **arguments)
{
    int show = count == 3 && std::string_view(arguments[1]) == "--show" ? std::atoi(arguments[2]) : 0;
    const QString folder = corpora();
    if (folder.isEmpty()) {
        std::puts("skipped: no corpora (set MATHTTS_SHARED)");
        return skipped;
    }
    const Engine engine;
    Session session{engine};
    Figures figures;
    for (const QString kind : {"latex", "mathml", "asciimath"}) {
        Options options;
        parseFormat(kind.toStdString(), options.format);
        const QDir files(folder + kind);
        for (const QString &name : files.entryList({"*.jsonl"}, QDir::Files, QDir::Name))
            if (!name.endsWith("-rejected.jsonl"))
                summarize(files.filePath(name), options.format, session, show, figures);
    }
    for (const auto &[length, times] : figures.lengths)
        std::printf("%zu words: %d\n", length, times);
    const double rate = 100.0 * (figures.formulas - figures.tooLong) / std::max(figures.formulas, 1);
    std::printf("%d formulas, %d without summary, %.2f %% of at most %zu words\n", figures.formulas, figures.silent,
                rate, mostWords);
    return figures.silent == 0 && rate >= leastShort ? 0 : 1;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// mathtts-corpora: reads the corpora and says how many formulas have errors or unknown commands.
//
//   mathtts-corpora [--kind latex|mathml|asciimath] [--floors FILE] [--show N] [FILE.jsonl ...]
//                               figures; without files all of corpora/KIND
//   mathtts-corpora [--kind KIND] --detect [--show N] [FILE.jsonl ...]   how many are taken for KIND when nobody says
//   so mathtts-corpora --mathml    JSON lines {"input", "macros"} in, {"mathml", ..} out mathtts-corpora --tree one
//   formula of KIND a line in, its tree out (after --kind)
#include "engine/asciimath/reader.h"
#include "engine/engine.h"
#include "engine/format.h"
#include "engine/latex/latex.h"
#include "engine/mathml/reader.h"
#include "engine/mathml/writer.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>
#include <string>
#include <vector>

using namespace mathtts;

namespace
{
constexpr int skipped = 77;

// What no reader of formulas is asked to understand: languages for drawings.
bool isDrawing(const QByteArray &input)
{
    for (const char *name : {"\\xymatrix", "tikz", "\\Qcircuit"})
        if (input.contains(name)) return true;
    return false;
}

struct Figures {
    int formulas = 0;
    int clean = 0;
    double microseconds = 0;
};

bool readAny(std::string_view input, const Options &options, Tree &tree, Diagnostics &diagnostics)
{
    const Format format = options.format == Format::automatic ? detectFormat(input) : options.format;
    const auto read = format == Format::mathml ? readMathml : format == Format::asciimath ? readAsciimath : readLatex;
    return read(input, options, {}, tree, diagnostics);
}

std::string described(const Tree &tree, NodeId root)
{
    // A pre-order walk with an explicit stack; noNode closes a parenthesis.
    std::string out;
    std::vector<NodeId> stack{root};
    while (!stack.empty()) {
        const NodeId id = stack.back();
        stack.pop_back();
        if (id == noNode) {
            out += ')';
            continue;
        }
        const Node &node = tree[id];
        if (!out.empty()) out += ' ';
        out += '(';
        out += elementName(node.element);
        if (!node.text.empty()) out += " \"" + std::string(node.text) + '"';
        if (node.flags != 0) out += " #" + std::to_string(node.flags);
        stack.push_back(noNode);
        const auto children = tree.children(id);
        stack.insert(stack.end(), children.rbegin(), children.rend());
    }
    return out;
}

int writeTrees(const QString &kind)
{
    Tree tree;
    for (std::string line; std::getline(std::cin, line);) {
        Diagnostics diagnostics;
        Options options;
        parseFormat(kind.toStdString(), options.format);
        const bool good = readAny(line, options, tree, diagnostics);
        std::printf("%s\n", good ? described(tree, tree.root()).c_str() : "nothing");
        for (const Diagnostic &diagnostic : diagnostics)
            std::printf("  %u-%u %s\n", diagnostic.span.begin, diagnostic.span.end,
                        diagnosticMessage(diagnostic).c_str());
    }
    return 0;
}

int writeMathmlLines()
{
    Tree tree;
    for (std::string line; std::getline(std::cin, line);) {
        const QJsonObject record = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        Options options;
        options.macros = record["macros"].toString().toStdString();
        Diagnostics diagnostics;
        parseFormat(record["format"].toString("auto").toStdString(), options.format);
        const bool good = readAny(record["input"].toString().toStdString(), options, tree, diagnostics);
        const QJsonObject answer{{"mathml", good ? QString::fromStdString(writeMathml(tree, nullptr)) : QString()},
                                 {"diagnostics", static_cast<int>(diagnostics.size())}};
        std::printf("%s\n", QJsonDocument(answer).toJson(QJsonDocument::Compact).constData());
    }
    return 0;
}

/*! The folder of the corpora of \a kind, empty when there is none. */
QString corporaFolder(const QString &kind)
{
    for (const char *name : {"MATHTTS_SHARED", "MATHTTS_SHARED_DEFAULT"}) {
        const QString folder = qEnvironmentVariable(name) + "/corpora/" + kind;
        if (!qEnvironmentVariable(name).isEmpty() && QDir(folder).exists()) return folder;
    }
    return {};
}
} // namespace

int main(int count, char **words)
{
    std::vector<QString> files;
    QString floors;
    QString kind = "latex";
    int show = 0;
    bool detect = false;
    for (int i = 1; i < count; ++i) {
        const QString word = QString::fromLocal8Bit(words[i]);
        if (word == "--mathml") return writeMathmlLines();
        if (word == "--tree") return writeTrees(kind);
        if (word == "--floors" && i + 1 < count)
            floors = QString::fromLocal8Bit(words[++i]);
        else if (word == "--kind" && i + 1 < count)
            kind = QString::fromLocal8Bit(words[++i]);
        else if (word == "--detect")
            detect = true;
        else if (word == "--show" && i + 1 < count)
            show = QString::fromLocal8Bit(words[++i]).toInt();
        else
            files.push_back(word);
    }
    if (files.empty()) {
        const QString shared = corporaFolder(kind);
        if (shared.isEmpty()) {
            std::puts("skipped: no corpora (set MATHTTS_SHARED)");
            return skipped;
        }
        const QDir folder(shared);
        for (const QString &name : folder.entryList({"*.jsonl"}, QDir::Files, QDir::Name))
            if (!name.endsWith("-rejected.jsonl")) files.push_back(folder.filePath(name));
    }

    Tree tree;
    Figures all;
    std::map<std::string, int> unknown;
    std::map<std::string, int> errors;
    for (const QString &path : files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            std::printf("can't read %s\n", qPrintable(path));
            return 1;
        }
        Figures figures;
        while (!file.atEnd()) {
            const QJsonObject record = QJsonDocument::fromJson(file.readLine()).object();
            const QByteArray input = record["input"].toString().toUtf8();
            Options options;
            options.macros = record["macros"].toString().toStdString();
            Diagnostics diagnostics;
            const auto start = std::chrono::steady_clock::now();
            parseFormat(kind.toStdString(), options.format);
            if (detect) {
                const Format found = detectFormat({input.constData(), static_cast<std::size_t>(input.size())});
                ++figures.formulas;
                if (found == options.format)
                    ++figures.clean;
                else if (show-- > 0)
                    std::printf("%s\n", input.constData());
                continue;
            }
            readAny({input.constData(), static_cast<std::size_t>(input.size())}, options, tree, diagnostics);
            figures.microseconds +=
                std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count();
            if (record["expect"].toString() == "error" || isDrawing(input)) continue;
            ++figures.formulas;
            std::erase_if(diagnostics, [](const Diagnostic &diagnostic) {
                return diagnostic.severity == Severity::warning && diagnostic.code != DiagnosticCode::unknownCommand &&
                       diagnostic.code != DiagnosticCode::unknownEnvironment;
            });
            if (diagnostics.empty()) ++figures.clean;
            for (const Diagnostic &diagnostic : diagnostics) {
                if (diagnostic.code == DiagnosticCode::unknownCommand ||
                    diagnostic.code == DiagnosticCode::unknownEnvironment)
                    ++unknown[diagnostic.detail];
                else
                    ++errors[diagnosticMessage(diagnostic)];
            }
            if (!diagnostics.empty() && show > 0) {
                --show;
                std::printf("%s\n    %u-%u %s\n", input.constData(), diagnostics[0].span.begin, diagnostics[0].span.end,
                            diagnosticMessage(diagnostics[0]).c_str());
            }
        }
        std::printf("%6d formulas, %6.2f %% clean, %6.2f us  %s\n", figures.formulas,
                    100.0 * figures.clean / std::max(figures.formulas, 1),
                    figures.microseconds / std::max(figures.formulas, 1), qPrintable(QFileInfo(path).fileName()));
        all.formulas += figures.formulas;
        all.clean += figures.clean;
        all.microseconds += figures.microseconds;
    }
    const auto print = [](const char *title, const std::map<std::string, int> &found) {
        std::vector<std::pair<int, std::string>> sorted;
        for (const auto &[name, times] : found)
            sorted.emplace_back(times, name);
        std::ranges::sort(sorted, std::greater<>());
        std::printf("%s:", title);
        for (std::size_t i = 0; i < std::min<std::size_t>(sorted.size(), 60); ++i)
            std::printf(" %s (%d)%s", sorted[i].second.c_str(), sorted[i].first, i + 1 < sorted.size() ? "," : "");
        std::puts("");
    };
    print("unknown", unknown);
    print("errors", errors);
    const double rate = 100.0 * all.clean / std::max(all.formulas, 1);
    std::printf("all: %d formulas, %.2f %% without error and unknown command, %.2f us each\n", all.formulas, rate,
                all.microseconds / std::max(all.formulas, 1));
    if (floors.isEmpty()) return 0;
    QFile file(floors);
    if (!file.open(QIODevice::ReadOnly)) return 1;
    const double floor = QJsonDocument::fromJson(file.readAll()).object()[kind + "_clean_percent"].toDouble();
    if (rate < floor) std::printf("below the floor of %.2f %%\n", floor);
    return rate < floor ? 1 : 0;
}

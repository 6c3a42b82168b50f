// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/examples.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace mathtts
{

namespace
{
QString translated(const QJsonValue &text)
{
    return QCoreApplication::translate("Example", text.toString().toUtf8().constData());
}
} // namespace

std::vector<Example> loadExamples()
{
    QFile file(u":/mathtts/examples/examples.json"_s);
    if (!file.open(QIODevice::ReadOnly)) return {};
    std::vector<Example> examples;
    for (const QJsonValue topic : QJsonDocument::fromJson(file.readAll()).array())
        for (const QJsonValue example : topic["examples"_L1].toArray())
            examples.push_back(
                {translated(topic["topic"_L1]), translated(example["title"_L1]), example["latex"_L1].toString()});
    return examples;
}

} // namespace mathtts

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace mathtts
{

/*! A formula to start from. Topic and title are translated. */
struct Example {
    QString topic;
    QString title;
    QString latex;
};

/*! Those of resources/examples, the examples of a topic one after the other. */
std::vector<Example> loadExamples();

} // namespace mathtts

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/meaning/recognize.h"

#include "engine/meaning/builder.h"

namespace mathtts
{

Recognizer::Recognizer()
    : m_builder(std::make_unique<Builder>())
{
}

Recognizer::~Recognizer() = default;

void Recognizer::run(const Tree &tree, const AuthorIntents &intents, const Options &options, Meaning &meaning)
{
    m_builder->run(tree, intents, options, meaning);
}

void recognize(const Tree &tree, const Options &options, Meaning &meaning)
{
    Builder().run(tree, {}, options, meaning);
}

} // namespace mathtts

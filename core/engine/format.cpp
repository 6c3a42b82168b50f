// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/format.h"

#include "engine/mathml/vocabulary.h"

namespace mathtts
{

namespace
{
/*! Whether \a text, which starts with <, is XML: a declaration, a comment, or a tag of MathML or with an end somewhere.
 *  "<x,y>" and "< 3" are LaTeX. */
bool isXml(std::string_view text)
{
    if (text.starts_with("<?") || text.starts_with("<!")) return true;
    const std::size_t end = text.find_first_of(" \t\r\n/>", 1);
    if (end == text.npos || end == 1) return false;
    std::string_view name = text.substr(1, end - 1);
    if (const std::size_t colon = name.find(':'); colon != name.npos) name.remove_prefix(colon + 1);
    if (mathml::findElement(name) != nullptr) return true;
    return text.find("</") != text.npos || text.find("/>") != text.npos;
}
} // namespace

Format detectFormat(std::string_view input)
{
    if (input.starts_with("\xEF\xBB\xBF")) input.remove_prefix(3); // a byte order mark
    const std::size_t start = input.find_first_not_of(" \t\r\n");
    if (start != input.npos && input[start] == '<' && isXml(input.substr(start))) return Format::mathml;
    return Format::latex;
}

} // namespace mathtts

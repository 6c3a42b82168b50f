// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/tree/diagnostic.h"
#include "engine/tree/tree.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

namespace mathtts
{

/*! A piece of LaTeX source and where it stands in the input. */
struct Passage {
    std::string_view text;
    std::uint32_t offset = 0; ///< of the first byte of \c text in the input
    bool expanded = false;    ///< a macro made the text: everything in it has the span \c call
    Span call;

    /*! The span in the input of the bytes [begin, end) of \c text. */
    [[nodiscard]] Span at(std::size_t begin, std::size_t end) const
    {
        if (expanded) return call;
        return {offset + static_cast<std::uint32_t>(begin), offset + static_cast<std::uint32_t>(end)};
    }
    /*! The bytes [begin, end) of \c text as a passage of their own. */
    [[nodiscard]] Passage part(std::size_t begin, std::size_t end) const
    {
        return {text.substr(begin, end - begin), offset + static_cast<std::uint32_t>(begin), expanded, call};
    }
    [[nodiscard]] Span span() const { return at(0, text.size()); }
};

/*! What the readers of extensions need of the LaTeX reader. */
struct LatexContext {
    Tree &tree;
    Diagnostics &diagnostics;
    std::uint32_t maxDiagnostics; ///< of Limits; more are not recorded
    std::uint32_t maxDepth;       ///< of Limits; brackets and braces nested deeper than this are read flat

    /*! Reads mathematics inside an extension and answers one node (an mrow when there are several). It may call the
     *  extension's reader again (\ce{$\ce{..}$}); the LaTeX reader bounds that nesting and answers an merror beyond. */
    std::function<NodeId(const Passage &)> readMath;

    void report(Severity severity, DiagnosticCode code, Span span, std::string_view detail) const
    {
        record(diagnostics, maxDiagnostics, {severity, code, span, std::string(detail)});
    }
};

/*!
 * Reads the body of mhchem's \ce{..} and answers one node: an mrow with NodeFlag::chemistry, its parts flagged as well.
 *
 * Elements are mi tokens of variant normal, one each; numbers below, charges and isotopes are msub, msup, msubsup and
 * mmultiscripts around them; a bracketed group is an mrow from its opening to its closing mo; a stoichiometric number
 * stands before its formula, bonds are mo tokens and arrows with texts munderover. What can't be read is kept as text
 * and reported. Linear; nothing recurses.
 */
NodeId readChemistry(const Passage &body, const LatexContext &context);

/*! The commands of siunitx (versions 2 and 3), units, nicefrac, and mhchem's \pu. */
enum class UnitCommand : std::uint8_t {
    number,          ///< \num{..}
    angle,           ///< \ang{..}
    unit,            ///< \si{..}, \unit{..}; also \unit[3]{m} of the package units
    quantity,        ///< \SI{..}{..}, \qty{..}{..}
    numberList,      ///< \numlist{1;2;3}
    numberProduct,   ///< \numproduct{2 x 3}
    numberRange,     ///< \numrange{1}{2}
    quantityList,    ///< \SIlist{1;2}{m}, \qtylist
    quantityProduct, ///< \qtyproduct{2 x 3}{m}
    quantityRange,   ///< \SIrange{1}{2}{m}, \qtyrange
    complexNumber,   ///< \complexnum{1+2i}
    complexQuantity, ///< \complexqty{1+2i}{m}
    unitFraction,    ///< \unitfrac[3]{m}{s}
    niceFraction,    ///< \nicefrac{1}{2}
    physicalUnit,    ///< \pu{..}
};

/*! How a command of UnitCommand is written: after its options in brackets, this many arguments in braces. */
struct UnitForm {
    UnitCommand command;
    std::uint8_t arguments;
};

/*! The form of the command \a name (without backslash); empty when it is none of these. Names that other packages use
 *  too (\ang, \qty, \unit) are answered; the caller decides by what follows. */
std::optional<UnitForm> unitForm(std::string_view name);

/*!
 * Reads a command of siunitx or its kin and answers one node.
 *
 * \a option is the text in brackets before the first argument (empty when there is none). A unit is an mi of variant
 * normal whose text is its symbol with prefix, such as "km", flagged NodeFlag::unit; powers are msup, products rows
 * with U+22C5 between, quotients mfrac or a slash as written, every node of it flagged; between number and unit stands
 * an mspace. Linear; nothing recurses.
 */
NodeId readUnits(UnitCommand command, const Passage &option, std::span<const Passage> arguments,
                 const LatexContext &context);

} // namespace mathtts

// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/routes/measures.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mathtts::http
{
namespace
{

Domain domainOf(Concept what)
{
    switch (what) {
    case Concept::derivative:
    case Concept::partialDerivative:
    case Concept::derivativeOperator:
    case Concept::differential:
    case Concept::integral:
    case Concept::limit:
    case Concept::evaluatedAt:
    case Concept::gradient:
    case Concept::divergence:
    case Concept::curl:
    case Concept::laplacian: return Domain::calculus;
    case Concept::set:
    case Concept::setBuilder:
    case Concept::complement:
    case Concept::powerSet:
    case Concept::cartesianProduct:
    case Concept::symmetricDifference:
    case Concept::cardinality: return Domain::setTheory;
    case Concept::quantified: return Domain::logic;
    case Concept::modulo:
    case Concept::greatestCommonDivisor:
    case Concept::leastCommonMultiple: return Domain::numberTheory;
    case Concept::probability:
    case Concept::conditional:
    case Concept::permutations:
    case Concept::combinations: return Domain::probability;
    case Concept::expectation:
    case Concept::mean: return Domain::statistics;
    case Concept::matrix:
    case Concept::determinant:
    case Concept::determinantOf:
    case Concept::columnVector:
    case Concept::rowVector:
    case Concept::vector:
    case Concept::unitVector:
    case Concept::transpose:
    case Concept::adjoint:
    case Concept::innerProduct:
    case Concept::norm: return Domain::linearAlgebra;
    case Concept::bra:
    case Concept::ket:
    case Concept::braKet:
    case Concept::braOperatorKet:
    case Concept::commutator:
    case Concept::quantity:
    case Concept::timeDerivative: return Domain::physics;
    case Concept::lineSegment:
    case Concept::lineThrough:
    case Concept::ray:
    case Concept::arc:
    case Concept::angle:
    case Concept::measureOfAngle:
    case Concept::triangle: return Domain::geometry;
    case Concept::chemicalFormula:
    case Concept::chemicalEquation:
    case Concept::chemicalElement:
    case Concept::nuclide: return Domain::chemistry;
    case Concept::power:
    case Concept::relation:
    case Concept::fraction:
    case Concept::squareRoot: return Domain::algebra;
    default: return Domain::general;
    }
}

bool isTrigonometric(std::string_view name)
{
    static constexpr auto names = std::to_array<std::string_view>(
        {"sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"});
    return std::ranges::find(names, name) != names.end();
}

} // namespace

Domain domainOf(const Meaning &meaning)
{
    std::array<int, 16> votes{};
    for (NodeId node = 0; node < meaning.size(); ++node) {
        Domain domain = domainOf(meaning[node].what);
        if (meaning[node].what == Concept::functionName && isTrigonometric(meaning[node].text))
            domain = Domain::trigonometry;
        // fractions and powers are everywhere: they decide only when nothing else does
        votes[static_cast<std::size_t>(domain)] += domain == Domain::algebra ? 1 : 100;
    }
    votes[static_cast<std::size_t>(Domain::general)] = 0;
    const auto most = std::ranges::max_element(votes);
    return *most == 0 ? Domain::general : static_cast<Domain>(most - votes.begin());
}

double complexityOf(const Meaning &meaning)
{
    const double size = static_cast<double>(meaning.size());
    const double depth = meaning.root() == noNode ? 0 : meaning[meaning.root()].depth;
    return rounded(1 - std::exp(-(std::max(size, 1.0) - 1 + 4 * depth) / 60));
}

double confidenceOf(const Meaning &meaning)
{
    std::uint8_t least = 100;
    for (NodeId node = 0; node < meaning.size(); ++node)
        least = std::min(least, meaning[node].confidence);
    return least / 100.0;
}

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

} // namespace mathtts::http

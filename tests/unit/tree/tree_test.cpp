// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/tree/tree.h"

#include <QTest>

#include <array>

using namespace mathtts;

class TreeTest : public QObject
{
    Q_OBJECT

private slots:
    void childrenKnowTheirParent()
    {
        Tree tree;
        const NodeId x = tree.addToken(Element::mi, "x", {0, 1});
        const NodeId two = tree.addToken(Element::mn, "2", {2, 3});
        const NodeId power = tree.add(Element::msup, std::array{x, two}, {0, 3});
        QCOMPARE(tree[x].parent, power);
        QCOMPARE(tree[two].parent, power);
        QCOMPARE(tree.children(power).size(), 2U);
        QCOMPARE(tree[x].character, U'x');
    }

    void attributesOfSeveralNodesStayApart()
    {
        Tree tree;
        const NodeId first = tree.addToken(Element::mo, "(", {});
        const NodeId second = tree.addToken(Element::mo, ")", {});
        tree.setAttribute(first, Attribute::stretchy, "true");
        tree.setAttribute(second, Attribute::stretchy, "false");
        tree.setAttribute(first, Attribute::id, "a");
        tree.setAttribute(first, Attribute::stretchy, "maybe");
        QCOMPARE(tree.attribute(first, Attribute::stretchy), std::string_view("maybe"));
        QCOMPARE(tree.attribute(first, Attribute::id), std::string_view("a"));
        QCOMPARE(tree.attribute(second, Attribute::stretchy), std::string_view("false"));
        QCOMPARE(tree.attribute(second, Attribute::id), std::string_view());
    }
};

QTEST_APPLESS_MAIN(TreeTest)
#include "tree_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/latex/extension.h"

#include <QTest>

using namespace mathtts;

class ChemistryTest : public QObject
{
    Q_OBJECT

private slots:
    void flagsWhatItReads()
    {
        Tree tree;
        Diagnostics diagnostics;
        const LatexContext context{tree, diagnostics, 10, 500, {}};
        const Passage body{"H2O", 4, false, {}};
        const NodeId formula = readChemistry(body, context);
        QCOMPARE(tree[formula].source, (Span{4, 7}));
    }
};

QTEST_APPLESS_MAIN(ChemistryTest)
#include "chemistry_test.moc"

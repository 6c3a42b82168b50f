// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "engine/speech/render.h"

#include <QElapsedTimer>
#include <QTest>

using namespace mathtts;

namespace
{
QString said(std::string_view formula, const std::string &style = "simplespeak", Options options = {})
{
    static const Engine engine;
    Session session(engine);
    options.style = style;
    session.read(formula, options);
    return QString::fromStdString(renderText(session.plan()));
}
} // namespace

/*! SimpleSpeak, MathCAT's ClearSpeak and the literal style, on the view of intents they stand on. */
class IntentViewTest : public QObject
{
    Q_OBJECT

private slots:
    void precedence_data();
    void precedence();
    void chemistry_data();
    void chemistry();
    void authorsHaveTheWord();
    void pausesWeighTheirSurroundings();
    void preferencesChooseTheWords();
    void literalInfersNothing();
    void takesLinearTime();
};

void IntentViewTest::precedence_data()
{
    QTest::addColumn<QString>("formula");
    QTest::addColumn<QString>("words");
    QTest::newRow("products before sums") << R"(u v+w)" << "u v plus w";
    QTest::newRow("letters that apply") << R"(h(t))" << "h of t";
    QTest::newRow("letters that multiply") << R"(k(t+1))" << "k, open paren t plus 1, close paren";
    QTest::newRow("arguments without brackets") << R"(\cos 3t + 1)" << "cosine of 3 t, plus 1";
    QTest::newRow("bars") << R"(|t|)" << "the absolute value of t";
    QTest::newRow("intervals") << R"([u,v))" << "the closed open interval from u to v";
    QTest::newRow("vectors that apply") << R"(\vec{v}(t))" << "vector v, of t";
    QTest::newRow("braces without a set") << R"(\{u+v\})" << "open brace u plus v, close brace";
    QTest::newRow("pairs beside an equals sign")
        << R"((u,v)=(2,7))"
        << "the open interval from u to v, is equal to, the open interval from "
           "2 to 7";
    QTest::newRow("pairs in brackets") << R"(((u,v)=w))"
                                       << "open paren; open paren u comma, v, close paren; is equal to w; close paren";
    QTest::newRow("capitals are points") << "<math><mover><mi>KL</mi><mo>⌢</mo></mover></math>"
                                         << "arc cap k cap l";
    QTest::newRow("text is no vector") << "<math><mover><mtext>k</mtext><mo>→</mo></mover></math>"
                                       << "k with right arrow above";
    QTest::newRow("the kernel of what stands in brackets")
        << R"(\ker(u+v))" << "kernel of open paren u plus v, close paren";
    QTest::newRow("a fraction with a large denominator") << R"(\frac{5}{12})" << "5 over 12";
    QTest::newRow("a mixed number") << R"(6\frac{5}{12})" << "6 and 5 twelfths";
    QTest::newRow("an index that ends") << R"(u_{v^2}')" << "u sub v squared end sub, prime";
    QTest::newRow("a letter does not apply to itself") << R"(k(k+1))" << "k times, open paren k plus 1, close paren";
    QTest::newRow("tensors")
        << "<math><mmultiscripts><mi>K</mi><mi>u</mi><none/><mi>v</mi><mi>w</mi></mmultiscripts></math>"
        << "cap k with 2 postscripts, sub u sub v and super w";
    QTest::newRow("many scripts before")
        << "<math><mmultiscripts><mi>K</mi><mprescripts/><mi>u</mi><none/><none/><mi>v</mi>"
           "<mi>w</mi><none/></mmultiscripts></math>"
        << "cap k with 3 prescripts, pre sub u, pre super v and alternating prescripts w "
           "none end prescripts";
    QTest::newRow("seconds are no secant") << "<math><mn>7</mn><mtext>sec</mtext></math>" << "7 seconds";
    QTest::newRow("units of several words") << "<math><mn>7</mn><mtext>cu ft</mtext></math>" << "7 cubic feet";
    QTest::newRow("one of a unit below the line")
        << "<math><mn>1</mn><mfrac><mi intent=':unit'>ha</mi><mi intent=':unit'>s</mi></mfrac></math>"
        << "1 hectare per second";
    QTest::newRow("the end of a sentence")
        << "<math><mi>K</mi><mo>(</mo><mn>2</mn><mo>,</mo><mn>7</mn><mo>)</mo><mo>,</mo></math>"
        << "cap k of, open paren 2 comma, 7, close paren";
    QTest::newRow("the end of a row inside") << "<math><mi>u</mi><mo>=</mo><mrow><mi>v</mi><mo>,</mo></mrow></math>"
                                             << "u is equal to v comma";
    QTest::newRow("a unit alone") << "<math><mi intent=':unit'>ha</mi></math>" << "hectare";
    QTest::newRow("a long prefix before a short one")
        << "<math><mn>7</mn><mi intent=':unit'>das</mi></math>" << "7 deka-seconds";
    QTest::newRow("a unit without a symbol") << "<math><mi intent=':unit'></mi></math>" << "";
    QTest::newRow("inequalities are no equations")
        << "<math><mtable><mtr><mtd><mi>u</mi><mo>≤</mo><mi>v</mi></mtd></mtr></mtable></math>"
        << "array of; row 1; column 1; u is less than or equal to v";
    QTest::newRow("bold digits") << "<math><mn mathvariant='bold'>7</mn></math>" << "bold 7";
    QTest::newRow("products of vectors with an index")
        << "<math><msub><mi mathvariant='bold'>u</mi><mn>7</mn></msub><mo>×</mo><mi mathvariant='bold'>v</mi></math>"
        << "bold u sub 7; cross product bold v";
    QTest::newRow("a fraction in a power in a fraction") << R"(\frac{7}{u^{\frac{v}{w}}})"
                                                         << "fraction, 7 over, u raised to the v over w, power; end "
                                                            "fraction";
    QTest::newRow("a letter as a label") << "<math><mtable><mlabeledtr><mtd><mtext>(K)</mtext></mtd><mtd><mi>u</"
                                            "mi><mo>=</mo><mn>7</mn></mtd></mlabeledtr>"
                                            "</mtable></math>"
                                         << "1 equation, with label cap k; u is equal to 7";
    QTest::newRow("a number as a label") << "<math><mtable><mlabeledtr><mtd><mtext>(4.7)</mtext></mtd><mtd><mi>u</"
                                            "mi><mo>=</mo><mn>7</mn></mtd></mlabeledtr>"
                                            "</mtable></math>"
                                         << "1 equation, with label (4.7); u is equal to 7";
    QTest::newRow("a power that is no inverse")
        << "<math><msup><mi>ker</mi><mrow><mo>-</mo><mn>1</mn></mrow></msup><mi>u</mi></math>"
        << "the negative 1 power of, ker of u";
    QTest::newRow("parts of a complex number") << "<math><mi>Re</mi><mo>(</mo><mi>u</mi><mo>)</mo></math>"
                                               << "the real part of u";
    QTest::newRow("sets") << R"(\{u,v\})" << "the set u comma, v";
    QTest::newRow("cases behind a relation") << "<math><mi>u</mi><mo>=</mo><mo>{</mo><mtable><mtr><mtd><mn>1</mn></"
                                                "mtd></mtr><mtr><mtd><mi>v</mi></mtd></mtr>"
                                                "</mtable></math>"
                                             << "u is equal to, 2 cases; case 1; 1; case 2; v";
    QTest::newRow("lines behind a sign")
        << "<math><mi>u</mi><mo>=</mo><mtable><mtr><mtd><mn>1</mn></mtd></mtr><mtr><mtd><mi>v</mi></mtd></mtr></mtable>"
           "</math>"
        << "u is equal to, 2 lines; line 1; 1; line 2; v";
    QTest::newRow("a number and a unit") << "<math><mn>5</mn><mi>km</mi><mo>+</mo><mi>v</mi></math>"
                                         << "5 kilo-metres, plus v";
    QTest::newRow("a unit among factors") << "<math><mn>5</mn><mi>km</mi><mo>×</mo><mi>v</mi></math>"
                                          << "5 km times v";
    QTest::newRow("degrees of a scale") << "<math><mn>5</mn><mo>°</mo><mi>F</mi></math>" << "5 degrees fahrenheit";
    QTest::newRow("indices are no chemistry") << R"(K_1-K_2)" << "cap k sub 1, minus cap k sub 2";
    QTest::newRow("lines in a matrix")
        << "<math><mo>(</mo><mtable columnlines='none dashed'><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd><mtd><mn>3"
           "</mn></mtd></mtr><mtr><mtd><mn>4</mn></mtd><mtd><mn>5</mn></mtd><mtd><mn>6</mn></mtd></mtr></mtable><mo>)"
           "</mo></math>"
        << "the 2 by 3 augmented matrix; row 1; 1, 2, separator, 3; row 2; 4, 5, separator, 6";
    QTest::newRow("presentation as an annotation")
        << "<math><semantics><annotation encoding='application/x-tex'>v</annotation><annotation-xml "
           "encoding='MathML-Presentation'><mi>v</mi></annotation-xml></semantics></math>"
        << "v";
    QTest::newRow("simple applications") << R"(\sin(\cos(v)))" << "sine of cosine of v";
    QTest::newRow("applications that are not simple")
        << R"(\sin(g(v+1)))" << "sine of; open paren, g of, open paren v plus 1, close paren; close paren";
    QTest::newRow("one thing in brackets") << R"(k(t^2))" << "k of, open paren t squared close paren";
    QTest::newRow("primes") << "<math><mi>v</mi><mo>′</mo><mo>′</mo><mo>′</mo></math>" << "v triple prime";
    QTest::newRow("scripts before a letter")
        << "<math><mo>+</mo><msup><mrow/><mn>3</mn></msup><mi>v</mi></math>" << "positive v pre super 3";
    QTest::newRow("pairs beside a relation") << "(u,v)=w" << "the open interval from u to v, is equal to w";
    QTest::newRow("words as exponents") << R"(v^{\text{max}})" << "v to the max";
    QTest::newRow("symbols in one token") << "<math><mi>KBr</mi></math>" << "cap k, cap b r";
    QTest::newRow("groups in a formula")
        << "<math><mi>Mg</mi><mo>(</mo><mi>OH</mi><msub><mo>)</mo><mn>2</mn></msub></math>"
        << "cap m g, open paren cap o, cap h; close paren sub 2";
    QTest::newRow("conditions of a reaction")
        << "<math><mn>2</mn><mi>HI</mi><mover><mo>→</mo><mi>T</mi></mover><msub><mi>H</mi><mn>2</mn></msub><mo>+</mo>"
           "<msub><mi>I</mi><mn>2</mn></msub></math>"
        << "2, cap h, cap i; reacts to form with cap t above; cap h, sub 2 plus cap i, sub 2";
    QTest::newRow("letters and an arrow") << "<math><mi>H</mi><mo>→</mo><mi>B</mi></math>" << "cap h right arrow cap b";
    QTest::newRow("enclosed letters") << "<math><mi>ⓑ</mi></math>" << "circled b";
    QTest::newRow("combinations") << "C_{7,u}" << "7 choose u";
    QTest::newRow("corners of a shape") << "<math><mo>△</mo><mi>KLM</mi></math>" << "triangle, cap k cap l cap m";
    QTest::newRow("numbers that divide") << "<math><mn>7</mn><mo>|</mo><mn>49</mn></math>" << "7 divides 49";
    QTest::newRow("letters of sets") << "<math><mi>t</mi><mo>∈</mo><mi mathvariant='double-struck'>Q</mi></math>"
                                     << "t is an element of, the rational numbers";
    QTest::newRow("capitals as the index of a root") << R"(\sqrt[K]{t})" << "the cap k-th root of t";
    QTest::newRow("scripts on nothing") << "<math><mi>t</mi><msub><mrow/><mn>7</mn></msub></math>" << "t sub 7";
    QTest::newRow("primes on nothing") << "<math><mi>t</mi><msup><mrow/><mo>′</mo></msup></math>" << "t prime";
    QTest::newRow("brackets of two kinds") << "<math><mo>(</mo><mi>t</mi><mo>]</mo><mo>+</mo><mi>u</mi></math>"
                                           << "open paren t close bracket, plus u";
    QTest::newRow("powers") << R"(t^{5})" << "t to the fifth";
}

void IntentViewTest::precedence()
{
    QFETCH(QString, formula);
    QFETCH(QString, words);
    QCOMPARE(said(formula.toStdString()), words);
}

void IntentViewTest::chemistry_data()
{
    const std::string nothing = "<mpadded width='0'><mphantom><mi>A</mi></mphantom></mpadded>";
    const std::string below = "<msub>" + nothing + "<mn>";
    const std::string above = "<msup>" + nothing;
    const std::string harpoons = "<mover><mpadded><mo>↽</mo><mo>−</mo></mpadded><mrow><mo>−</mo><mo>⇀</mo></mrow>"
                                 "</mover>";
    QTest::addColumn<QString>("formula");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const std::string &formula, const char *words) {
        QTest::newRow(name) << QString::fromStdString("<math>" + formula + "</math>") << QString(words);
    };
    row("staggered scripts",
        "<mi>SeO</mi>" + below + "4</mn></msub>" + above + "<mrow><mn>2</mn><mo>−</mo></mrow></msup>",
        "cap s e; cap o, sub 4, super 2 minus");
    row("staggered scripts of a bracket", "<mi>Zn</mi><mo>(</mo><mi>CN</mi><mo>)</mo>" + below + "2</mn></msub>",
        "cap z n; open paren, cap c, cap n; close paren sub 2");
    row("both scripts on one symbol",
        "<mi>Se</mi><msubsup><mi>O</mi><mn>3</mn><mrow><mn>2</mn><mo>−</mo></mrow></msubsup>",
        "cap s e; cap o, sub 3, raised to the 2 minus power");
    row("a charge before a plus sign",
        "<msup><mi>Li</mi><mrow><mn>2</mn><mo>+</mo></mrow></msup><mo>+</mo><msub><mi>F</mi><mn>2</mn></msub>",
        "cap l i, super 2 plus; plus cap f, sub 2");
    row("oxidation states", "<msup><mi>Co</mi><mi>III</mi></msup><mi>F</mi>", "cap c o, super 3; cap f");
    row("a letter as an oxidation state", "<msup><mi>Nb</mi><mi>V</mi></msup>", "cap n b, super cap v");
    row("water of crystals",
        "<mi>Zn</mi><msub><mi>I</mi><mn>2</mn></msub><mo>⋅</mo><mn>7</mn><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi>",
        "cap z n, cap i, sub 2 dot 7; cap h, sub 2 cap o");
    row("a bracket behind a symbol", "<mi>Cu</mi><mo>(</mo><mi>O</mi><mi>H</mi><msub><mo>)</mo><mn>2</mn></msub>",
        "cap c u, open paren cap o, cap h; close paren sub 2");
    row("a state in letters", "<mi>H</mi><mi>I</mi><mo>(</mo><mi>a</mi><mi>q</mi><mo>)</mo>", "cap h, cap i, aqueous");
    row("dots as bonds", "<mi>H</mi><mo>:</mo><mi>Br</mi>", "cap h, single bond cap b r");
    row("harpoons are an equilibrium",
        "<msub><mi>H</mi><mn>2</mn></msub><mo>+</mo><msub><mi>F</mi><mn>2</mn></msub>" + harpoons +
            "<mi>H</mi><mi>F</mi>",
        "cap h, sub 2 plus; cap f, sub 2 is in equilibrium with; cap h, cap f");
    row("conditions are no formulas",
        "<mi>Li</mi><mi>Br</mi><mover><mo>→</mo><mrow><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi></mrow></mover>"
        "<mi>Li</mi><mo>+</mo><mi>Br</mi>",
        "cap l i, cap b r; reacts to form with cap h sub 2; cap o above; cap l i, plus cap b r");
    row("dots over a letter", "<mover><mi>u</mi><mo>...</mo></mover><mo>+</mo><mi>v</mi>", "u ..., plus v");
    row("isotopes", "<mmultiscripts><mi>Fe</mi><mprescripts/><none/><mn>57</mn></mmultiscripts><mi>O</mi>",
        "super 57, cap f e; cap o");
    row("brackets around letters stay what they are", "<mo>[</mo><mi>U</mi><mi>V</mi><msup><mo>]</mo><mn>2</mn></msup>",
        "open bracket, cap u cap v, close bracket squared");
}

void IntentViewTest::chemistry()
{
    QFETCH(QString, formula);
    QFETCH(QString, words);
    QCOMPARE(said(formula.toStdString()), words);
    if (QString(QTest::currentDataTag()) == "a charge before a plus sign")
        QCOMPARE(said(formula.toStdString(), "clearspeak.mathcat"), words);
}

void IntentViewTest::authorsHaveTheWord()
{
    QCOMPARE(said("<math><mrow intent='kernel($t)'><mrow arg='t'><mi>u</mi><mo>+</mo><mi>v</mi></mrow></mrow></math>"),
             "kernel of u plus v end kernel");
    QCOMPARE(said("<math><msup intent='dual-of:postfix($v)'><mi arg='v'>v</mi><mo>*</mo></msup></math>"), "v dual of");
    QCOMPARE(said("<math><mn>3</mn><mi intent=':unit'>km</mi></math>"), "3 kilo-metres");
}

void IntentViewTest::pausesWeighTheirSurroundings()
{
    QCOMPARE(said("t=u"), "t is equal to u");
    QCOMPARE(said("t+u+v=w"), "t plus u plus v, is equal to w");
}

void IntentViewTest::preferencesChooseTheWords()
{
    Options per;
    per.preferences = {{"Fraction", "Per"}};
    QCOMPARE(said(R"(\frac{u}{v+1})", "clearspeak.mathcat", per), "u per v plus 1");
    Options learner;
    learner.listener = Listener::learningDifficulty;
    QCOMPARE(said(R"(\sqrt{u v})", "simplespeak", learner), "the square root of u v");
    QCOMPARE(said(R"(\sqrt{u v})"), "the square root of u v, end root");
    QCOMPARE(said(R"(\frac{u}{v+7})", "simplespeak", learner), "u over, v plus 7");
    Options vector;
    vector.preferences = {{"Matrix", "EndVector"}};
    QCOMPARE(said(R"(\begin{pmatrix} 3 & u\end{pmatrix})", "clearspeak.mathcat", vector),
             "the 1 by 2 row vector; 3, u; end vector");
    Options step;
    step.preferences = {{"MultiLineLabel", "Step"}};
    QCOMPARE(said("<math><mtable><mtr><mtd><mi>u</mi></mtd><mtd><mo>=</mo><mn>3</mn></mtd></mtr></mtable></math>",
                  "clearspeak.mathcat", step),
             "1 step; u is equal to 3");
    Options signs;
    signs.preferences = {{"Roots", "PosNegSqRoot"}};
    QCOMPARE(said(R"(-\sqrt[7]{t})", "clearspeak.mathcat", signs), "the negative seventh root of t");
    Options unspoken;
    unspoken.preferences = {{"ImpliedTimes", "None"}};
    QCOMPARE(said(R"(7(9))", "clearspeak.mathcat", unspoken), "7 open paren 9 close paren");
    Options inverse;
    inverse.preferences = {{"Trig", "TrigInverse"}};
    QCOMPARE(said(R"(\tanh^{-1} t)", "clearspeak.mathcat", inverse), "hyperbolic tangent inverse of t");
    QCOMPARE(said(R"(7\frac{9}{400})"), "7 and 9 four hundredths");
    Options columns;
    columns.verbosity = Verbosity::verbose;
    columns.preferences = {{"Matrix", "SpeakColNum"}};
    QCOMPARE(said(R"(\begin{pmatrix} 3 & u\end{pmatrix})", "clearspeak.mathcat", columns),
             "the 1 by 2 row matrix; column 1; 3, column 2; u");
    QCOMPARE(said(R"(t^{2u^2})", "clearspeak.mathcat"), "t raised to the 2 u squared power");
    QCOMPARE(said(R"(t^{2u^5})", "clearspeak.mathcat"),
             "t raised to the exponent, 2 u to the fifth power, end exponent");
    QCOMPARE(said(R"(\frac{\frac{3}{19}}{7})", "clearspeak.mathcat"), "3 over 19 over 7");
    QCOMPARE(said(R"(\frac{\frac{3}{20}}{7})", "clearspeak.mathcat"),
             "the fraction with numerator; 3 over 20; and denominator 7");
    QCOMPARE(said(R"([u,\infty))", "clearspeak.mathcat"), "the interval from u to infinity, including u");
}

void IntentViewTest::literalInfersNothing()
{
    QCOMPARE(said(R"(|t|)", "literal"), "vertical line t vertical line");
    QCOMPARE(said(R"(-t)", "literal"), "minus t");
    QCOMPARE(said("<math><mi>u</mi><mo>+</mo><mrow intent=':literal'><mi>f</mi><mo>(</mo><mi>t</mi><mo>!</mo><mo>)</mo>"
                  "</mrow></math>"),
             "u plus, f, open paren t exclamation point, close paren");
    QCOMPARE(said("<math><msup intent='raised:literal($t)'><mrow arg='t'><mo>-</mo><mi>t</mi></mrow><mn>2</mn></msup>"
                  "<mo>+</mo><msup><mi>u</mi><mn>2</mn></msup></math>"),
             "raised minus t plus u squared");
}

void IntentViewTest::takesLinearTime()
{
    std::string deep;
    for (int i = 0; i < 400; ++i)
        deep += "(";
    said(deep); // unmatched brackets, one in the other
    std::string wide = "x";
    for (int i = 0; i < 20'000; ++i)
        wide += "+|x|y";
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!said(wide).isEmpty());
    QVERIFY(timer.elapsed() < 5000);
}

QTEST_APPLESS_MAIN(IntentViewTest)
#include "intentview_test.moc"

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Diagnostic</name>
    <message>
        <source>There is nothing to read. Type a formula.</source>
        <translation>Hier ist nichts vorzulesen. Geben Sie eine Formel ein.</translation>
    </message>
    <message>
        <source>The input is longer than %1 bytes. Split it into parts.</source>
        <translation>Die Eingabe ist länger als %1 Bytes. Teilen Sie sie auf.</translation>
    </message>
    <message>
        <source>The formula is nested deeper than %1 levels. Simplify it.</source>
        <translation>Die Formel ist tiefer als %1 Ebenen verschachtelt. Vereinfachen Sie sie.</translation>
    </message>
    <message>
        <source>The formula has more than %1 parts. Split it.</source>
        <translation>Die Formel hat mehr als %1 Teile. Teilen Sie sie auf.</translation>
    </message>
    <message>
        <source>This byte is not part of any character (the input must be UTF-8).</source>
        <translation>Dieses Byte gehört zu keinem Zeichen (die Eingabe muss UTF-8 sein).</translation>
    </message>
    <message>
        <source>This control character can&apos;t be part of a formula. Delete it.</source>
        <translation>Dieses Steuerzeichen gehört nicht in eine Formel. Löschen Sie es.</translation>
    </message>
    <message>
        <source>The format %1 is not supported.</source>
        <translation>Das Format %1 wird nicht unterstützt.</translation>
    </message>
    <message>
        <source>There is no such style. The nearest is %1.</source>
        <translation>Diesen Stil gibt es nicht. Am nächsten kommt %1.</translation>
    </message>
    <message>
        <source>There is no such language. The nearest is %1.</source>
        <translation>Diese Sprache gibt es nicht. Am nächsten kommt %1.</translation>
    </message>
    <message>
        <source>The style has no such preference. The nearest is %1.</source>
        <translation>Der Stil hat diese Einstellung nicht. Am nächsten kommt %1.</translation>
    </message>
    <message>
        <source>The preference has no such value. The nearest is %1.</source>
        <translation>Die Einstellung hat diesen Wert nicht. Am nächsten kommt %1.</translation>
    </message>
    <message>
        <source>The style %1 has no preferences.</source>
        <translation>Der Stil %1 hat keine Einstellungen.</translation>
    </message>
    <message>
        <source>The command \%1 is not known. It is read by its name.</source>
        <translation>Der Befehl \%1 ist unbekannt. Vorgelesen wird sein Name.</translation>
    </message>
    <message>
        <source>The environment %1 is not known. Its content is read.</source>
        <translation>Die Umgebung %1 ist unbekannt. Vorgelesen wird ihr Inhalt.</translation>
    </message>
    <message>
        <source>A closing brace } is missing for this {.</source>
        <translation>Zu dieser { fehlt die schließende Klammer }.</translation>
    </message>
    <message>
        <source>This closing brace } has no opening {.</source>
        <translation>Zu dieser schließenden Klammer } fehlt die öffnende {.</translation>
    </message>
    <message>
        <source>\%1 needs an argument after it.</source>
        <translation>Nach \%1 muss ein Argument folgen.</translation>
    </message>
    <message>
        <source>This \left has no \right.</source>
        <translation>Zu diesem \left fehlt \right.</translation>
    </message>
    <message>
        <source>This \right has no \left.</source>
        <translation>Zu diesem \right fehlt \left.</translation>
    </message>
    <message>
        <source>\middle stands outside \left ... \right.</source>
        <translation>\middle steht außerhalb von \left ... \right.</translation>
    </message>
    <message>
        <source>\%1 needs a delimiter, such as ( or |, after it.</source>
        <translation>Nach \%1 muss eine Klammer folgen, etwa ( oder |.</translation>
    </message>
    <message>
        <source>\begin{%1} has no \end{%1}.</source>
        <translation>Zu \begin{%1} fehlt \end{%1}.</translation>
    </message>
    <message>
        <source>\end{%1} has no \begin{%1}.</source>
        <translation>Zu \end{%1} fehlt \begin{%1}.</translation>
    </message>
    <message>
        <source>A second superscript stands on the same base. Use braces.</source>
        <translation>Hier steht eine zweite Hochstellung an derselben Basis. Setzen Sie Klammern.</translation>
    </message>
    <message>
        <source>A second subscript stands on the same base. Use braces.</source>
        <translation>Hier steht eine zweite Tiefstellung an derselben Basis. Setzen Sie Klammern.</translation>
    </message>
    <message>
        <source>The closing %1 is missing.</source>
        <translation>Das schließende %1 fehlt.</translation>
    </message>
    <message>
        <source>This $ opens nothing.</source>
        <translation>Dieses $ öffnet nichts.</translation>
    </message>
    <message>
        <source>&amp; separates columns, and there is no table here.</source>
        <translation>&amp; trennt Spalten, aber hier ist keine Tabelle.</translation>
    </message>
    <message>
        <source>The macros here expand without end or too far (over %1).</source>
        <translation>Die Makros hier werden endlos oder zu weit ersetzt (über %1).</translation>
    </message>
    <message>
        <source>The definition after \%1 is not complete.</source>
        <translation>Die Definition nach \%1 ist unvollständig.</translation>
    </message>
    <message>
        <source>Something must follow this %1.</source>
        <translation>Nach diesem %1 muss etwas folgen.</translation>
    </message>
    <message>
        <source>The closing %1 is missing for this bracket.</source>
        <translation>Zu dieser Klammer fehlt die schließende %1.</translation>
    </message>
    <message>
        <source>\%1 closes nothing.</source>
        <translation>\%1 schließt nichts.</translation>
    </message>
    <message>
        <source>\%1 has nothing before it that it could change.</source>
        <translation>Vor \%1 steht nichts, was es ändern könnte.</translation>
    </message>
    <message>
        <source>\%1 has fewer premises before it than it takes.</source>
        <translation>Vor \%1 stehen weniger Prämissen, als es braucht.</translation>
    </message>
    <message>
        <source>This part of \ce can&apos;t be read: %1</source>
        <translation>Dieser Teil von \ce ist nicht lesbar: %1</translation>
    </message>
    <message>
        <source>The unit %1 is not known. It is read by its letters.</source>
        <translation>Die Einheit %1 ist unbekannt. Sie wird buchstabiert.</translation>
    </message>
    <message>
        <source>\%1 stands alone. It is read by its name.</source>
        <translation>\%1 steht allein. Es wird mit seinem Namen gelesen.</translation>
    </message>
    <message>
        <source>This &lt;%1&gt; has no &lt;/%1&gt;.</source>
        <translation>Zu diesem &lt;%1&gt; fehlt &lt;/%1&gt;.</translation>
    </message>
    <message>
        <source>This &lt;/%1&gt; has no &lt;%1&gt;.</source>
        <translation>Zu diesem &lt;/%1&gt; fehlt &lt;%1&gt;.</translation>
    </message>
    <message>
        <source>This tag has no closing &gt;.</source>
        <translation>Diesem Tag fehlt das schließende &gt;.</translation>
    </message>
    <message>
        <source>This &lt; starts no tag. Write &amp;lt; for the character.</source>
        <translation>Dieses &lt; beginnt kein Tag. Schreiben Sie &amp;lt; für das Zeichen.</translation>
    </message>
    <message>
        <source>This &amp; starts no character name. Write &amp;amp; for the character.</source>
        <translation>Dieses &amp; beginnt keinen Zeichennamen. Schreiben Sie &amp;amp; für das Zeichen.</translation>
    </message>
    <message>
        <source>The character name &amp;%1; is not known. It is read as it stands.</source>
        <translation>Der Zeichenname &amp;%1; ist unbekannt. Er wird gelesen, wie er dasteht.</translation>
    </message>
    <message>
        <source>There is no character of the number %1.</source>
        <translation>Es gibt kein Zeichen mit der Nummer %1.</translation>
    </message>
    <message>
        <source>The element &lt;%1&gt; is not part of MathML. Its content is read.</source>
        <translation>Das Element &lt;%1&gt; gehört nicht zu MathML. Sein Inhalt wird gelesen.</translation>
    </message>
    <message>
        <source>This text stands outside of &lt;mi&gt;, &lt;mn&gt;, &lt;mo&gt; and &lt;mtext&gt;.</source>
        <translation>Dieser Text steht außerhalb von &lt;mi&gt;, &lt;mn&gt;, &lt;mo&gt; und &lt;mtext&gt;.</translation>
    </message>
    <message>
        <source>&lt;%1&gt; has too few parts. What is missing is read as nothing.</source>
        <translation>&lt;%1&gt; hat zu wenige Teile. Was fehlt, wird nicht gelesen.</translation>
    </message>
    <message>
        <source>&lt;%1&gt; has too many parts. They are read one after the other.</source>
        <translation>&lt;%1&gt; hat zu viele Teile. Sie werden nacheinander gelesen.</translation>
    </message>
    <message>
        <source>&lt;%1&gt; can&apos;t stand here. Its content is read.</source>
        <translation>&lt;%1&gt; kann hier nicht stehen. Sein Inhalt wird gelesen.</translation>
    </message>
    <message>
        <source>This intent can&apos;t be understood from here on: %1. The formula is read without it.</source>
        <translation>Dieser Intent ist ab hier nicht verständlich: %1. Die Formel wird ohne ihn gelesen.</translation>
    </message>
    <message>
        <source>The intent refers to $%1, and nothing inside has that arg. The formula is read without it.</source>
        <translation>Der Intent verweist auf $%1, doch nichts darin hat dieses arg. Die Formel wird ohne ihn gelesen.</translation>
    </message>
    <message>
        <source>Something must follow %1. It is read as nothing.</source>
        <translation>Nach %1 muss etwas folgen. Es wird nicht gelesen.</translation>
    </message>
</context>
<context>
    <name>Example</name>
    <message>
        <source>Algebra</source>
        <translation>Algebra</translation>
    </message>
    <message>
        <source>Quadratic formula</source>
        <translation>Quadratische Lösungsformel</translation>
    </message>
    <message>
        <source>Binomial theorem</source>
        <translation>Binomischer Lehrsatz</translation>
    </message>
    <message>
        <source>Absolute value</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>Change of base</source>
        <translation>Basiswechsel</translation>
    </message>
    <message>
        <source>Geometry and trigonometry</source>
        <translation>Geometrie und Trigonometrie</translation>
    </message>
    <message>
        <source>Pythagorean theorem</source>
        <translation>Satz des Pythagoras</translation>
    </message>
    <message>
        <source>Sum of angles</source>
        <translation>Additionstheorem</translation>
    </message>
    <message>
        <source>Euler&apos;s identity</source>
        <translation>Eulersche Identität</translation>
    </message>
    <message>
        <source>Calculus</source>
        <translation>Analysis</translation>
    </message>
    <message>
        <source>Derivative as a limit</source>
        <translation>Ableitung als Grenzwert</translation>
    </message>
    <message>
        <source>Gaussian integral</source>
        <translation>Gaußsches Integral</translation>
    </message>
    <message>
        <source>Wave equation</source>
        <translation>Wellengleichung</translation>
    </message>
    <message>
        <source>Basel problem</source>
        <translation>Basler Problem</translation>
    </message>
    <message>
        <source>Linear algebra</source>
        <translation>Lineare Algebra</translation>
    </message>
    <message>
        <source>Determinant of order two</source>
        <translation>Determinante zweiter Ordnung</translation>
    </message>
    <message>
        <source>System of equations</source>
        <translation>Gleichungssystem</translation>
    </message>
    <message>
        <source>Eigenvalues</source>
        <translation>Eigenwerte</translation>
    </message>
    <message>
        <source>Sets, logic and probability</source>
        <translation>Mengen, Logik und Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>A set by its rule</source>
        <translation>Menge durch ihre Eigenschaft</translation>
    </message>
    <message>
        <source>Bayes&apos; theorem</source>
        <translation>Satz von Bayes</translation>
    </message>
    <message>
        <source>Normal distribution</source>
        <translation>Normalverteilung</translation>
    </message>
    <message>
        <source>Physics and chemistry</source>
        <translation>Physik und Chemie</translation>
    </message>
    <message>
        <source>Schrödinger equation</source>
        <translation>Schrödingergleichung</translation>
    </message>
    <message>
        <source>Speed of light</source>
        <translation>Lichtgeschwindigkeit</translation>
    </message>
    <message>
        <source>Burning of hydrogen</source>
        <translation>Verbrennung von Wasserstoff</translation>
    </message>
</context>
<context>
    <name>VoiceError</name>
    <message>
        <source>This voice is not here. Choose another one.</source>
        <translation>Diese Stimme ist nicht da. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The speech engine is not installed.</source>
        <translation>Die Sprachausgabe ist nicht installiert.</translation>
    </message>
    <message>
        <source>The speech engine stopped unexpectedly. Try again.</source>
        <translation>Die Sprachausgabe brach unerwartet ab. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The speech engine does not answer. Try again.</source>
        <translation>Die Sprachausgabe antwortet nicht. Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Speaking was stopped.</source>
        <translation>Das Sprechen wurde gestoppt.</translation>
    </message>
    <message>
        <source>Speaking failed.</source>
        <translation>Das Sprechen ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>No loudspeaker or headphones were found. Connect one and try again.</source>
        <translation>Weder Lautsprecher noch Kopfhörer gefunden. Schließen Sie etwas an und versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Mathematics made audible</source>
        <translation>Mathematik hörbar gemacht</translation>
    </message>
    <message>
        <source>A formula in LaTeX, or a file.</source>
        <translation>Eine Formel in LaTeX oder eine Datei.</translation>
    </message>
</context>
<context>
    <name>mathtts::AdministratorForm</name>
    <message>
        <source>The first administrator</source>
        <translation>Die erste Verwaltung</translation>
    </message>
    <message>
        <source>&amp;Make the Administrator</source>
        <translation>Konto &amp;anlegen</translation>
    </message>
    <message>
        <source>Pupils need no account; whoever manages accounts and limits does.</source>
        <translation>Schülerinnen und Schüler brauchen kein Konto; wer Konten und Grenzen verwaltet, braucht eines.</translation>
    </message>
    <message>
        <source>Name of the administrator</source>
        <translation>Name der Verwaltung</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>The same password again</source>
        <translation>Dasselbe Passwort noch einmal</translation>
    </message>
    <message>
        <source>S&amp;how the password</source>
        <translation>Passwort an&amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Pass&amp;word</source>
        <translation>Pass&amp;wort</translation>
    </message>
    <message>
        <source>A&amp;gain</source>
        <translation>No&amp;chmals</translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s), and not the name.</source>
        <translation>
            <numerusform>Mindestens %n Zeichen, und nicht der Name.</numerusform>
            <numerusform>Mindestens %n Zeichen, und nicht der Name.</numerusform>
        </translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>Geben Sie einen Namen ein.</translation>
    </message>
    <message>
        <source>The two passwords are not the same.</source>
        <translation>Die beiden Passwörter sind nicht gleich.</translation>
    </message>
</context>
<context>
    <name>mathtts::ExampleShelf</name>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Formulas to start from. Return takes one.</source>
        <translation>Formeln für den Anfang. Die Eingabetaste übernimmt eine.</translation>
    </message>
</context>
<context>
    <name>mathtts::MainWindow</name>
    <message>
        <source>Formula</source>
        <translation>Formel</translation>
    </message>
    <message>
        <source>Type LaTeX mathematics. F6 goes to the reading, F8 to the next problem.</source>
        <translation>Geben Sie Mathematik in LaTeX ein. F6 führt zum Vorlesetext, F8 zum nächsten Problem.</translation>
    </message>
    <message>
        <source>Type a formula here</source>
        <translation>Hier eine Formel eingeben</translation>
    </message>
    <message>
        <source>For&amp;mula</source>
        <translation>For&amp;mel</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Vorlesetext</translation>
    </message>
    <message>
        <source>What the formula says. Space speaks and pauses.</source>
        <translation>Was die Formel sagt. Die Leertaste spricht und hält an.</translation>
    </message>
    <message>
        <source>&amp;Reading</source>
        <translation>Vo&amp;rlesetext</translation>
    </message>
    <message>
        <source>This text has %L1 characters, and the window takes %L2. Take a part of it.</source>
        <translation>Dieser Text hat %L1 Zeichen, das Fenster fasst %L2. Nehmen Sie einen Teil davon.</translation>
    </message>
    <message>
        <source>line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>column %1</source>
        <translation>Spalte %1</translation>
    </message>
    <message>
        <source>Sta&amp;rt with an example</source>
        <translation>Mit einem Beispiel sta&amp;rten</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s): %1</source>
        <translation>
            <numerusform>%n Problem: %1</numerusform>
            <numerusform>%n Probleme: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Open Formula</source>
        <translation>Formel öffnen</translation>
    </message>
    <message>
        <source>Formulas (*.tex *.txt);;All files (*)</source>
        <translation>Formeln (*.tex *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 can&apos;t be opened: %2.</source>
        <translation>%1 lässt sich nicht öffnen: %2.</translation>
    </message>
    <message>
        <source>%1 is not a text file.</source>
        <translation>%1 ist keine Textdatei.</translation>
    </message>
    <message>
        <source>Save Formula</source>
        <translation>Formel speichern</translation>
    </message>
    <message>
        <source>LaTeX (*.tex);;Text (*.txt)</source>
        <translation>LaTeX (*.tex);;Text (*.txt)</translation>
    </message>
    <message>
        <source>%1 can&apos;t be written: %2. The formula is still here; save it somewhere else.</source>
        <translation>%1 lässt sich nicht schreiben: %2. Die Formel ist noch hier; speichern Sie sie woanders.</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Gespeichert: %1</translation>
    </message>
    <message>
        <source>%1[*] - MathTTS</source>
        <translation>%1[*] - MathTTS</translation>
    </message>
    <message>
        <source>The formula was changed. Save it first?</source>
        <translation>Die Formel wurde geändert. Vorher speichern?</translation>
    </message>
    <message>
        <source>&amp;Speak</source>
        <translation>&amp;Sprechen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>Save &amp;Audio...</source>
        <translation>&amp;Ton speichern...</translation>
    </message>
    <message>
        <source>&amp;Next Problem</source>
        <translation>&amp;Nächstes Problem</translation>
    </message>
    <message>
        <source>Pre&amp;vious Problem</source>
        <translation>&amp;Voriges Problem</translation>
    </message>
    <message>
        <source>Copy &amp;Reading</source>
        <translation>Vor&amp;lesetext kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;MathML</source>
        <translation>&amp;MathML kopieren</translation>
    </message>
    <message>
        <source>Copy SSM&amp;L</source>
        <translation>SSML k&amp;opieren</translation>
    </message>
    <message>
        <source>SSML copied</source>
        <translation>SSML kopiert</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Speech</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>E&amp;xamples</source>
        <translation>Beisp&amp;iele</translation>
    </message>
    <message>
        <source>V&amp;iew</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>&amp;Öffnen...</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>&amp;Zuletzt verwendet</translation>
    </message>
    <message>
        <source>&amp;Save Formula...</source>
        <translation>&amp;Formel speichern...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Forget All</source>
        <translation>Alles &amp;vergessen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>Wieder&amp;holen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>Select &amp;All</source>
        <translation>Alles aus&amp;wählen</translation>
    </message>
    <message>
        <source>Speed %1 %</source>
        <translation>Tempo %1 %</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>S&amp;chneller</translation>
    </message>
    <message>
        <source>S&amp;lower</source>
        <translation>&amp;Langsamer</translation>
    </message>
    <message>
        <source>&amp;Usual Speed</source>
        <translation>&amp;Normales Tempo</translation>
    </message>
    <message>
        <source>&amp;Who Speaks</source>
        <translation>&amp;Wer spricht</translation>
    </message>
    <message>
        <source>&amp;Automatic: the screen reader if one runs</source>
        <translation>&amp;Automatisch: das Vorleseprogramm, wenn eines läuft</translation>
    </message>
    <message>
        <source>Always the &amp;voice of MathTTS</source>
        <translation>Immer die &amp;Stimme von MathTTS</translation>
    </message>
    <message>
        <source>Always the &amp;screen reader</source>
        <translation>Immer das &amp;Vorleseprogramm</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Usual Size</source>
        <translation>&amp;Normale Größe</translation>
    </message>
    <message>
        <source>&amp;Colors</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;High Contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>&amp;Next Pane</source>
        <translation>Nächster &amp;Bereich</translation>
    </message>
    <message>
        <source>&amp;Previous Pane</source>
        <translation>&amp;Voriger Bereich</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About MathTTS</source>
        <translation>Ü&amp;ber MathTTS</translation>
    </message>
    <message>
        <source>About MathTTS</source>
        <translation>Über MathTTS</translation>
    </message>
    <message>
        <source>&lt;h3&gt;MathTTS %1&lt;/h3&gt;&lt;p&gt;Mathematics made audible: type a formula, see what it says, hear it as a good teacher would say it.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;MathTTS %1&lt;/h3&gt;&lt;p&gt;Mathematik hörbar gemacht: eine Formel eingeben, sehen, was sie sagt, und sie so hören, wie ein guter Lehrer sie spräche.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder neuer.&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Share with the &amp;Classroom</source>
        <translation>Mit der &amp;Klasse teilen</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Address and Choices of S&amp;haring...</source>
        <translation>Adresse &amp;und Einstellungen der Freigabe...</translation>
    </message>
    <message>
        <source>Shared: %1</source>
        <translation>Geteilt: %1</translation>
    </message>
    <message>
        <source>Your rules have a mistake, and the built-in ones are in force instead. %1</source>
        <translation>In Ihren Regeln ist ein Fehler; an ihrer Stelle gelten die eingebauten. %1</translation>
    </message>
    <message>
        <source>Your rules and words were read again.</source>
        <translation>Ihre Regeln und Wörter wurden neu gelesen.</translation>
    </message>
    <message>
        <source>%1: </source>
        <comment>file</comment>
        <translation>%1: </translation>
    </message>
    <message>
        <source>%1, line %2, column %3: </source>
        <translation>%1, Zeile %2, Spalte %3: </translation>
    </message>
    <message>
        <source>Your Own &amp;Rules and Words</source>
        <translation>Eigene &amp;Regeln und Wörter</translation>
    </message>
    <message>
        <source>Not shared with the classroom any more</source>
        <translation>Nicht mehr mit der Klasse geteilt</translation>
    </message>
    <message>
        <source>Not shared: %1</source>
        <translation>Nicht geteilt: %1</translation>
    </message>
    <message>
        <source>MathML copied</source>
        <translation>MathML kopiert</translation>
    </message>
    <message>
        <source>There is nothing to speak yet. Type a formula or take an example.</source>
        <translation>Noch gibt es nichts zu sprechen. Geben Sie eine Formel ein oder nehmen Sie ein Beispiel.</translation>
    </message>
    <message>
        <source>This formula says nothing.</source>
        <translation>Diese Formel sagt nichts.</translation>
    </message>
    <message>
        <source>The screen reader speaks (Speech &gt; Who Speaks changes that)</source>
        <translation>Das Vorleseprogramm spricht (Sprache &gt; Wer spricht ändert das)</translation>
    </message>
    <message>
        <source>R&amp;esume</source>
        <translation>W&amp;eiter</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Preparing the voice</source>
        <translation>Die Stimme wird vorbereitet</translation>
    </message>
    <message>
        <source>Speaking</source>
        <translation>Spricht</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>MP3 (*.mp3);;Ogg Opus (*.opus);;Ogg Vorbis (*.ogg);;FLAC, without loss (*.flac);;WAV, for editing (*.wav)</source>
        <translation>MP3 (*.mp3);;Ogg Opus (*.opus);;Ogg Vorbis (*.ogg);;FLAC, verlustfrei (*.flac);;WAV, zum Bearbeiten (*.wav)</translation>
    </message>
    <message>
        <source>Save Audio</source>
        <translation>Ton speichern</translation>
    </message>
    <message>
        <source>The name %1 does not tell a sound format. End it with .mp3, .opus, .ogg, .flac or .wav.</source>
        <translation>Der Name %1 nennt kein Tonformat. Er muss auf .mp3, .opus, .ogg, .flac oder .wav enden.</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichert</translation>
    </message>
    <message>
        <source>Reading copied</source>
        <translation>Vorlesetext kopiert</translation>
    </message>
</context>
<context>
    <name>mathtts::MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>mathtts::ProblemsBar</name>
    <message>
        <source>Type a formula in LaTeX, such as %1</source>
        <translation>Geben Sie eine Formel in LaTeX ein, etwa %1</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>Keine Probleme</translation>
    </message>
    <message>
        <source>%1 · %2 of %3</source>
        <translation>%1 · %2 von %3</translation>
    </message>
</context>
<context>
    <name>mathtts::ReadingControls</name>
    <message>
        <source>Natural</source>
        <translation>Natürlich</translation>
    </message>
    <message>
        <source>Literal</source>
        <translation>Wörtlich</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>S&amp;tyle</source>
        <translation>S&amp;til</translation>
    </message>
    <message>
        <source>The way of speaking</source>
        <translation>Die Art zu sprechen</translation>
    </message>
    <message>
        <source>&amp;Detail</source>
        <translation>Um&amp;fang</translation>
    </message>
    <message>
        <source>How many words are said</source>
        <translation>Wie viele Wörter gesagt werden</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Knapp</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>Ausführlich</translation>
    </message>
    <message>
        <source>&amp;Listener</source>
        <translation>Hör&amp;er</translation>
    </message>
    <message>
        <source>Who listens: decides where the ends of parts are said</source>
        <translation>Wer zuhört: entscheidet, wo das Ende von Teilen gesagt wird</translation>
    </message>
    <message>
        <source>Can&apos;t see it</source>
        <translation>Sieht nichts</translation>
    </message>
    <message>
        <source>Low vision</source>
        <translation>Sieht schlecht</translation>
    </message>
    <message>
        <source>Learning difficulty</source>
        <translation>Lernt schwer</translation>
    </message>
    <message>
        <source>Le&amp;vel</source>
        <translation>St&amp;ufe</translation>
    </message>
    <message>
        <source>The school level that the words are chosen for</source>
        <translation>Die Schulstufe, für die die Wörter gewählt werden</translation>
    </message>
    <message>
        <source>Elementary school</source>
        <translation>Grundschule</translation>
    </message>
    <message>
        <source>Middle school</source>
        <translation>Mittelstufe</translation>
    </message>
    <message>
        <source>High school</source>
        <translation>Oberstufe</translation>
    </message>
    <message>
        <source>Undergraduate</source>
        <translation>Bachelor</translation>
    </message>
    <message>
        <source>Graduate</source>
        <translation>Master</translation>
    </message>
    <message>
        <source>Research</source>
        <translation>Forschung</translation>
    </message>
</context>
<context>
    <name>mathtts::SharingPanel</name>
    <message>
        <source>Share with the classroom</source>
        <translation>Mit der Klasse teilen</translation>
    </message>
    <message>
        <source>Phones and computers open a page of this computer in their browser, type a formula there, and read and hear it. They need no program and no internet.</source>
        <translation>Handys und Computer öffnen im Browser eine Seite dieses Computers, tippen dort eine Formel, lesen und hören sie. Sie brauchen kein Programm und kein Internet.</translation>
    </message>
    <message numerus="yes">
        <source>%n open connection(s)</source>
        <translation>
            <numerusform>%n offene Verbindung</numerusform>
            <numerusform>%n offene Verbindungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is the administrator now.</source>
        <translation>%1 verwaltet nun die Konten.</translation>
    </message>
    <message>
        <source>&amp;Only this computer, to try it out</source>
        <translation>Nur dieser Computer, zum Aus&amp;probieren</translation>
    </message>
    <message>
        <source>&amp;Everybody in this network: the class in the same Wi-Fi or cable</source>
        <translation>Alle in diesem N&amp;etz: die Klasse im selben WLAN oder Kabel</translation>
    </message>
    <message>
        <source>En&amp;crypted (HTTPS)</source>
        <translation>&amp;Verschlüsselt (HTTPS)</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Another number when another program uses this one.</source>
        <translation>Eine andere Zahl, wenn ein anderes Programm diese benutzt.</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>&amp;Port</source>
        <translation>P&amp;ort</translation>
    </message>
    <message>
        <source>Nobody in the network can read along. Browsers warn once, since nobody has signed this computer&apos;s certificate: compare the fingerprint.</source>
        <translation>Niemand im Netz kann mitlesen. Browser warnen einmal, weil niemand das Zertifikat dieses Computers unterschrieben hat: Vergleichen Sie den Fingerabdruck.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Die Adresse kopieren</translation>
    </message>
    <message>
        <source>Fingerprint of the certificate (SHA-256)</source>
        <translation>Fingerabdruck des Zertifikats (SHA-256)</translation>
    </message>
    <message>
        <source>A&amp;ddress</source>
        <translation>A&amp;dresse</translation>
    </message>
    <message>
        <source>&amp;Stop Sharing</source>
        <translation>Freigabe &amp;beenden</translation>
    </message>
    <message>
        <source>&amp;Share</source>
        <translation>&amp;Teilen</translation>
    </message>
    <message>
        <source>Not shared.</source>
        <translation>Nicht geteilt.</translation>
    </message>
    <message>
        <source>Starting...</source>
        <translation>Startet...</translation>
    </message>
    <message>
        <source>Stopping, after the answers that are on their way...</source>
        <translation>Endet nach den Antworten, die unterwegs sind...</translation>
    </message>
    <message>
        <source>Not shared: %1</source>
        <translation>Nicht geteilt: %1</translation>
    </message>
    <message>
        <source>Shared with everybody in this network.</source>
        <translation>Mit allen in diesem Netz geteilt.</translation>
    </message>
    <message>
        <source>Shared, but this computer is in no network: nobody else reaches it.</source>
        <translation>Geteilt, aber dieser Computer ist in keinem Netz: Niemand sonst erreicht ihn.</translation>
    </message>
    <message>
        <source>Shared with this computer alone.</source>
        <translation>Nur mit diesem Computer geteilt.</translation>
    </message>
    <message>
        <source>Also: %1</source>
        <translation>Auch: %1</translation>
    </message>
    <message>
        <source>Fingerprint of the certificate: %1</source>
        <translation>Fingerabdruck des Zertifikats: %1</translation>
    </message>
    <message>
        <source>QR code of the address, for the camera of a phone</source>
        <translation>QR-Code der Adresse, für die Kamera eines Handys</translation>
    </message>
    <message>
        <source>Address copied.</source>
        <translation>Adresse kopiert.</translation>
    </message>
</context>
<context>
    <name>mathtts::ShortcutSheet</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Pause and go on, when not typing</source>
        <translation>Anhalten und weiter, wenn nicht getippt wird</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
</context>
<context>
    <name>mathtts::SpeechControls</name>
    <message>
        <source>%1, female</source>
        <translation>%1, weiblich</translation>
    </message>
    <message>
        <source>Speed in percent</source>
        <translation>Tempo in Prozent</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>S&amp;peed</source>
        <translation>Temp&amp;o</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>Stimme</translation>
    </message>
    <message>
        <source>Standard voice</source>
        <translation>Standardstimme</translation>
    </message>
    <message>
        <source>V&amp;oice</source>
        <translation>&amp;Stimme</translation>
    </message>
    <message>
        <source>No voice found</source>
        <translation>Keine Stimme gefunden</translation>
    </message>
</context>
</TS>

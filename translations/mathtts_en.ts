<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>mathtts::AdministratorForm</name>
    <message numerus="yes">
        <source>At least %n character(s), and not the name.</source>
        <translation>
            <numerusform>At least %n character, and not the name.</numerusform>
            <numerusform>At least %n characters, and not the name.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mathtts::MainWindow</name>
    <message numerus="yes">
        <source>%n problem(s): %1</source>
        <translation>
            <numerusform>%n problem: %1</numerusform>
            <numerusform>%n problems: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mathtts::SharingPanel</name>
    <message numerus="yes">
        <source>%n open connection(s)</source>
        <translation>
            <numerusform>%n open connection</numerusform>
            <numerusform>%n open connections</numerusform>
        </translation>
    </message>
</context>
</TS>

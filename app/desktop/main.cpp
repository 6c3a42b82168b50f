// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_sharing.h"
#include "ui/main_window.h"
#include "ui/voice_speech.h"
#include "voice/espeak_voice.h"
#include "voice/system_voice.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QTranslator>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(u"MathTTS"_s);
    QApplication::setApplicationName(u"MathTTS"_s);
    QApplication::setApplicationVersion(u"" MATHTTS_VERSION ""_s);
    QGuiApplication::setDesktopFileName(u"mathtts-desktop"_s);

    QTranslator qtTexts;
    if (qtTexts.load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qtTexts);
    QTranslator ourTexts;
    if (ourTexts.load(QLocale(), u"mathtts"_s, u"_"_s, u":/i18n"_s)) QCoreApplication::installTranslator(&ourTexts);

    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("main", "Mathematics made audible"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(u"formula"_s, QCoreApplication::translate("main", "A formula in LaTeX, or a file."),
                                 u"[formula|file]"_s);
    parser.process(application);

    auto espeak = std::make_unique<mathtts::EspeakVoice>();
    const auto warmUp = [voice = espeak.get()] { voice->warmUp(); };
    auto voices = std::make_shared<mathtts::Voices>();
    voices->add("espeak", std::move(espeak));
    voices->add("system", std::make_unique<mathtts::SystemVoice>());
    auto speech = std::make_unique<mathtts::VoiceSpeech>(std::move(voices), warmUp);
    mathtts::MainWindow window(
        mathtts::makeSurroundings(std::move(speech), std::make_unique<mathtts::ServiceSharing>()));
    if (const QStringList arguments = parser.positionalArguments(); !arguments.isEmpty()) {
        if (QFileInfo(arguments.first()).isFile())
            window.openFile(arguments.first());
        else
            window.setFormula(arguments.join(u' '));
    }
    window.show();
    return QApplication::exec();
}

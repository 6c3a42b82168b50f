// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/http/certificate.h"

#include "engine/text.h"

#include <QtCore/QDateTime>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QSaveFile>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslKey>

#include <botan/auto_rng.h>
#include <botan/der_enc.h>
#include <botan/ecdsa.h>
#include <botan/pkcs8.h>
#include <botan/pubkey.h>
#include <botan/x509_ca.h>
#include <botan/x509_ext.h>

#include <chrono>

namespace mathtts::http
{
namespace
{

/*! Browsers refuse certificates that live longer. */
constexpr std::chrono::days lifetime{397};
constexpr int renewDays = 30;
/*! Clocks of phones that are a little behind must not find it too young. */
constexpr std::chrono::hours clockSlack{1};

/*! The names of a certificate (RFC 5280, 4.2.1.6); Botan's own class knows no IPv6 addresses. */
class AlternativeNames final : public Botan::Certificate_Extension
{
public:
    explicit AlternativeNames(std::vector<std::string> names)
        : m_names(std::move(names))
    {
    }
    [[nodiscard]] Botan::OID oid_of() const override { return Botan::OID("2.5.29.17"); }
    [[nodiscard]] std::string oid_name() const override { return "X509v3.SubjectAlternativeName"; }
    [[nodiscard]] std::unique_ptr<Certificate_Extension> copy() const override
    {
        return std::make_unique<AlternativeNames>(m_names);
    }

private:
    [[nodiscard]] std::vector<std::uint8_t> encode_inner() const override
    {
        constexpr auto dnsName = static_cast<Botan::ASN1_Type>(2);
        constexpr auto ipAddress = static_cast<Botan::ASN1_Type>(7);
        constexpr auto context = Botan::ASN1_Class::ContextSpecific;
        std::vector<std::uint8_t> bytes;
        Botan::DER_Encoder encoder(bytes);
        encoder.start_sequence();
        for (const std::string &name : m_names) {
            const QHostAddress address(QString::fromStdString(name));
            if (address.isNull()) {
                encoder.add_object(dnsName, context, name);
            } else if (address.protocol() == QAbstractSocket::IPv4Protocol) {
                const quint32 ipv4 = address.toIPv4Address();
                const std::vector<std::uint8_t> four = {
                    static_cast<std::uint8_t>(ipv4 >> 24U), static_cast<std::uint8_t>((ipv4 >> 16U) & 255U),
                    static_cast<std::uint8_t>((ipv4 >> 8U) & 255U), static_cast<std::uint8_t>(ipv4 & 255U)};
                encoder.add_object(ipAddress, context, four);
            } else {
                const Q_IPV6ADDR ipv6 = address.toIPv6Address();
                encoder.add_object(ipAddress, context, std::vector<std::uint8_t>(std::begin(ipv6.c), std::end(ipv6.c)));
            }
        }
        encoder.end_cons();
        return bytes;
    }
    void decode_inner(const std::vector<std::uint8_t> & /*bytes*/) override {}

    std::vector<std::string> m_names;
};

bool writeFile(const QString &path, const std::string &text)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return file.write(QByteArray::fromStdString(text)) >= 0 && file.commit();
}

std::expected<void, std::string> makeCertificate(const QString &certificateFile, const QString &keyFile,
                                                 const std::vector<std::string> &names)
{
    try {
        Botan::AutoSeeded_RNG random;
        const Botan::ECDSA_PrivateKey key(random, Botan::EC_Group::from_name("secp256r1"));
        const auto signer = Botan::X509_Object::choose_sig_format(key, random, "SHA-256", "");
        Botan::X509_DN name;
        name.add_attribute("X520.CommonName", "MathTTS");
        Botan::Extensions extensions;
        using Botan::Key_Constraints;
        extensions.add(std::make_unique<Botan::Cert_Extension::Basic_Constraints>(false), true);
        extensions.add(
            std::make_unique<Botan::Cert_Extension::Key_Usage>(Key_Constraints(Key_Constraints::DigitalSignature)),
            true);
        extensions.add(std::make_unique<Botan::Cert_Extension::Extended_Key_Usage>(
            std::vector{Botan::OID::from_string("PKIX.ServerAuth")}));
        extensions.add(std::make_unique<AlternativeNames>(names));
        const auto now = std::chrono::system_clock::now();
        const auto certificate = Botan::X509_CA::make_cert(*signer, random, signer->algorithm_identifier(),
                                                           key.subject_public_key(), Botan::X509_Time(now - clockSlack),
                                                           Botan::X509_Time(now + lifetime), name, name, extensions);
        if (!writeFile(keyFile, Botan::PKCS8::PEM_encode(key)) || !writeFile(certificateFile, certificate.PEM_encode()))
            return std::unexpected(formatted("Can't write the certificate to {}.", certificateFile.toStdString()));
    } catch (const std::exception &error) {
        return std::unexpected(formatted("Can't make a certificate: {}.", error.what()));
    }
    return {};
}

bool isGoodFor(const QString &certificateFile, const std::vector<std::string> &names)
{
    const auto certificates = QSslCertificate::fromPath(certificateFile);
    if (certificates.isEmpty()) return false;
    const QSslCertificate &certificate = certificates.first();
    if (certificate.expiryDate() < QDateTime::currentDateTime().addDays(renewDays)) return false;
    const auto held = certificate.subjectAlternativeNames().values();
    return std::ranges::all_of(names, [&](const std::string &name) {
        const QHostAddress address(QString::fromStdString(name));
        return std::ranges::any_of(held, [&](const QString &one) {
            return address.isNull() ? one == QString::fromStdString(name) : QHostAddress(one) == address;
        });
    });
}

} // namespace

std::expected<Tls, std::string> loadTls(const std::string &certificateFile, const std::string &keyFile)
{
    const auto chain = QSslCertificate::fromPath(QString::fromStdString(certificateFile));
    if (chain.isEmpty()) return std::unexpected(formatted("There is no certificate in {}.", certificateFile));
    QFile file(QString::fromStdString(keyFile));
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(formatted("Can't read the key {}: {}.", keyFile, file.errorString().toStdString()));
    const QByteArray pem = file.readAll();
    QSslKey key;
    for (const auto algorithm : {QSsl::Ec, QSsl::Rsa}) {
        if (key.isNull()) key = QSslKey(pem, algorithm);
    }
    if (key.isNull()) return std::unexpected(formatted("There is no EC or RSA key in {}.", keyFile));

    Tls tls;
    tls.configuration = QSslConfiguration::defaultConfiguration();
    tls.configuration.setLocalCertificateChain(chain);
    tls.configuration.setPrivateKey(key);
    tls.configuration.setProtocol(QSsl::TlsV1_2OrLater);
    tls.configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // clients have passwords, not certificates
    tls.fingerprint = chain.first().digest(QCryptographicHash::Sha256).toHex(':').toUpper().toStdString();
    return tls;
}

std::expected<Tls, std::string> ownTls(const std::string &folder, const std::vector<std::string> &names)
{
    const QDir place(QString::fromStdString(folder));
    if (!place.mkpath("tls")) return std::unexpected(formatted("Can't make the folder {}/tls.", folder));
    const QString certificateFile = place.filePath("tls/certificate.pem");
    const QString keyFile = place.filePath("tls/key.pem");
    if (!isGoodFor(certificateFile, names) || !QFile::exists(keyFile))
        if (auto made = makeCertificate(certificateFile, keyFile, names); !made)
            return std::unexpected(std::move(made.error()));
    return loadTls(certificateFile.toStdString(), keyFile.toStdString());
}

} // namespace mathtts::http

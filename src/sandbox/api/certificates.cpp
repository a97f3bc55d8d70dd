// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/certificates.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

namespace sandbox {

namespace {

template <auto free> struct Free {
    template <class T> void operator()(T *pointer) const { free(pointer); }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, Free<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Free<BIO_free_all>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;

constexpr long validDays = 3650;

struct Validity { // seconds from now
    long from;
    long to;
};
constexpr Validity longValidity = {-3600, validDays * 86400}; // from a little before now: clocks that are behind
constexpr Validity overValidity = {-90 * 86400, -3600};

struct Subject {
    const char *commonName;
    const char *constraints;
    const char *usage;
    const char *extendedUsage; // null for none
    const char *names;         // null for none
};
constexpr Subject authoritySubject = {"aqi-sandbox-ca", "critical,CA:TRUE", "critical,keyCertSign,cRLSign", nullptr, nullptr};
constexpr Subject serverSubject = {"aqi-sandbox", "critical,CA:FALSE", "critical,digitalSignature", "serverAuth",
    "IP:127.0.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc"};

bool addExtension(X509 *certificate, X509 *issuer, int nid, const char *value) {
    if (!value)
        return true;
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// Signed by issuer and its key; by itself where issuer is null.
CertificatePtr makeCertificate(EVP_PKEY *key, const Subject &subject, X509 *issuer, EVP_PKEY *issuerKey, Validity validity = longValidity) {
    CertificatePtr certificate(X509_new());
    X509 *x = certificate.get();
    std::uint64_t serial = 0;
    if (!x || RAND_bytes(reinterpret_cast<unsigned char *>(&serial), sizeof serial) != 1)
        return nullptr;
    X509_set_version(x, X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(x), serial >> 1); // positive in DER
    X509_gmtime_adj(X509_getm_notBefore(x), validity.from);
    X509_gmtime_adj(X509_getm_notAfter(x), validity.to);
    X509_set_pubkey(x, key);
    X509_NAME *name = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char *>(subject.commonName), -1, -1, 0);
    X509 *signer = issuer ? issuer : x;
    X509_set_issuer_name(x, X509_get_subject_name(signer));
    const bool extended = addExtension(x, signer, NID_basic_constraints, subject.constraints)
        && addExtension(x, signer, NID_key_usage, subject.usage) && addExtension(x, signer, NID_ext_key_usage, subject.extendedUsage)
        && addExtension(x, signer, NID_subject_alt_name, subject.names) && addExtension(x, signer, NID_subject_key_identifier, "hash")
        && addExtension(x, signer, NID_authority_key_identifier, issuer ? "keyid:always" : nullptr);
    if (!extended || X509_sign(x, issuerKey ? issuerKey : key, EVP_sha256()) == 0)
        return nullptr;
    return certificate;
}

QByteArray contents(BIO *bio) {
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, size);
}

QByteArray pem(X509 *certificate) {
    const BioPtr bio(BIO_new(BIO_s_mem()));
    return bio && PEM_write_bio_X509(bio.get(), certificate) == 1 ? contents(bio.get()) : QByteArray();
}

QByteArray pem(EVP_PKEY *key) {
    const BioPtr bio(BIO_new(BIO_s_mem()));
    return bio && PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1 ? contents(bio.get()) : QByteArray();
}

} // namespace

std::optional<Certificates> makeCertificates() {
    const KeyPtr authorityKey(EVP_EC_gen("P-256"));
    const KeyPtr serverKey(EVP_EC_gen("P-256"));
    if (!authorityKey || !serverKey)
        return std::nullopt;
    const auto authority = makeCertificate(authorityKey.get(), authoritySubject, nullptr, nullptr);
    if (!authority)
        return std::nullopt;
    const auto server = makeCertificate(serverKey.get(), serverSubject, authority.get(), authorityKey.get());
    const auto expired = makeCertificate(serverKey.get(), serverSubject, authority.get(), authorityKey.get(), overValidity);
    if (!server || !expired)
        return std::nullopt;
    return Certificates{pem(authority.get()), pem(server.get()), pem(serverKey.get()), pem(expired.get())};
}

QByteArray randomToken(int count) {
    QByteArray bytes(count, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char *>(bytes.data()), count) != 1)
        return {};
    return bytes.toHex();
}

} // namespace sandbox

// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/api/stream/spdyheaders.h"

#include "sandbox/api/stream/bigendian.h"

#include <array>

#include <zlib.h>

namespace sandbox {

namespace {

constexpr std::size_t mostHeaderBytes = 64 * 1024; // inflated: a small block can be a large bomb
constexpr std::size_t mostHeaders = 256;

/// Each behind its length in the dictionary.
constexpr std::string_view dictionaryWords[] = {
    "options", "head", "post", "put", "delete", "trace", "accept", "accept-charset", "accept-encoding", "accept-language",
    "accept-ranges", "age", "allow", "authorization", "cache-control", "connection", "content-base", "content-encoding",
    "content-language", "content-length", "content-location", "content-md5", "content-range", "content-type", "date", "etag",
    "expect", "expires", "from", "host", "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since",
    "last-modified", "location", "max-forwards", "pragma", "proxy-authenticate", "proxy-authorization", "range", "referer",
    "retry-after", "server", "te", "trailer", "transfer-encoding", "upgrade", "user-agent", "vary", "via", "warning",
    "www-authenticate", "method", "get", "status", "200 OK", "version", "HTTP/1.1", "url", "public", "set-cookie",
    "keep-alive", "origin"
};

constexpr std::string_view dictionaryRest =
    "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Authoritativ"
    "e Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 I"
    "nternal Server Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec"
    " 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xm"
    "l,application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset="
    "iso-8859-1,utf-,*,enq=0.";

std::string makeDictionary() {
    std::string dictionary;
    for (const auto word : dictionaryWords) {
        appendBigEndian(dictionary, static_cast<std::uint32_t>(word.size()), 4);
        dictionary += word;
    }
    dictionary += dictionaryRest;
    return dictionary;
}

const Bytef *zlibBytes(std::string_view text) {
    return reinterpret_cast<const Bytef *>(text.data());
}

/// Takes a length and as many bytes off the front.
std::optional<std::string_view> takeText(std::string_view &rest) {
    if (rest.size() < 4)
        return std::nullopt;
    const std::size_t length = bigEndian(rest, 0, 4);
    if (length > rest.size() - 4)
        return std::nullopt;
    const auto text = rest.substr(4, length);
    rest.remove_prefix(4 + length);
    return text;
}

std::optional<SpdyHeaders> parsedHeaders(std::string_view rest) {
    if (rest.size() < 4)
        return std::nullopt;
    const std::size_t count = bigEndian(rest, 0, 4);
    rest.remove_prefix(4);
    if (count > mostHeaders)
        return std::nullopt;
    SpdyHeaders headers;
    for (std::size_t i = 0; i < count; ++i) {
        const auto name = takeText(rest);
        const auto value = name ? takeText(rest) : std::nullopt;
        if (!value || name->empty() || !headers.emplace(*name, *value).second)
            return std::nullopt;
    }
    return rest.empty() ? std::optional(std::move(headers)) : std::nullopt;
}

} // namespace

std::string_view spdyDictionary() {
    static const std::string dictionary = makeDictionary();
    return dictionary;
}

struct SpdyHeaderReader::Stream {
    z_stream z{};
    bool good = false;
};

SpdyHeaderReader::SpdyHeaderReader()
    : m_stream(std::make_unique<Stream>()) {
    m_stream->good = inflateInit(&m_stream->z) == Z_OK;
}

SpdyHeaderReader::~SpdyHeaderReader() {
    inflateEnd(&m_stream->z);
}

std::optional<std::string> SpdyHeaderReader::inflated(std::string_view block) {
    z_stream &z = m_stream->z;
    z.next_in = const_cast<Bytef *>(zlibBytes(block)); // zlib does not write there
    z.avail_in = static_cast<uInt>(block.size());
    std::string text;
    std::array<char, 4096> room{};
    while (m_stream->good) {
        z.next_out = reinterpret_cast<Bytef *>(room.data());
        z.avail_out = static_cast<uInt>(room.size());
        const int result = inflate(&z, Z_SYNC_FLUSH);
        text.append(room.data(), room.size() - z.avail_out);
        if (result == Z_NEED_DICT)
            m_stream->good = inflateSetDictionary(&z, zlibBytes(spdyDictionary()), static_cast<uInt>(spdyDictionary().size())) == Z_OK;
        else if (text.size() > mostHeaderBytes || (result != Z_OK && result != Z_BUF_ERROR))
            m_stream->good = false;
        else if (z.avail_in == 0 && z.avail_out > 0)
            return text;
        else if (result == Z_BUF_ERROR)
            m_stream->good = false; // it takes no more
    }
    return std::nullopt;
}

std::optional<SpdyHeaders> SpdyHeaderReader::read(std::string_view block) {
    const auto text = inflated(block);
    return text ? parsedHeaders(*text) : std::nullopt;
}

struct SpdyHeaderWriter::Stream {
    z_stream z{};
};

SpdyHeaderWriter::SpdyHeaderWriter()
    : m_stream(std::make_unique<Stream>()) {
    deflateInit(&m_stream->z, Z_DEFAULT_COMPRESSION);
    deflateSetDictionary(&m_stream->z, zlibBytes(spdyDictionary()), static_cast<uInt>(spdyDictionary().size()));
}

SpdyHeaderWriter::~SpdyHeaderWriter() {
    deflateEnd(&m_stream->z);
}

std::string SpdyHeaderWriter::write(const SpdyHeaders &headers) {
    std::string plain;
    appendBigEndian(plain, static_cast<std::uint32_t>(headers.size()), 4);
    for (const auto &[name, value] : headers) {
        for (const auto &text : {name, value}) {
            appendBigEndian(plain, static_cast<std::uint32_t>(text.size()), 4);
            plain += text;
        }
    }
    z_stream &z = m_stream->z;
    z.next_in = const_cast<Bytef *>(zlibBytes(plain));
    z.avail_in = static_cast<uInt>(plain.size());
    std::string block;
    std::array<char, 4096> room{};
    do {
        z.next_out = reinterpret_cast<Bytef *>(room.data());
        z.avail_out = static_cast<uInt>(room.size());
        deflate(&z, Z_SYNC_FLUSH);
        block.append(room.data(), room.size() - z.avail_out);
    } while (z.avail_out == 0);
    return block;
}

} // namespace sandbox

// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/rules/query.h"

#include "config/rules/words.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <string>

namespace config {

namespace {

using namespace Qt::StringLiterals;
using rules::said;
using rules::tr;

constexpr auto functions = std::to_array<std::string_view>({"abs", "absent", "absent_over_time", "acos", "acosh", "asin", "asinh", "atan", "atanh", "avg_over_time", "ceil", "changes",
    "clamp", "clamp_max", "clamp_min", "cos", "cosh", "count_over_time", "day_of_month", "day_of_week", "day_of_year", "days_in_month", "deg", "delta", "deriv",
    "double_exponential_smoothing", "exp", "first_over_time", "floor", "histogram_avg", "histogram_count", "histogram_fraction", "histogram_quantile", "histogram_stddev",
    "histogram_stdvar", "histogram_sum", "holt_winters", "hour", "idelta", "increase", "info", "irate", "label_join", "label_replace", "last_over_time", "ln", "log10", "log2",
    "mad_over_time", "max_over_time", "min_over_time", "minute", "month", "pi", "predict_linear", "present_over_time", "quantile_over_time", "rad", "rate", "resets", "round",
    "scalar", "sgn", "sin", "sinh", "sort", "sort_by_label", "sort_by_label_desc", "sort_desc", "sqrt", "stddev_over_time", "stdvar_over_time", "sum_over_time", "tan", "tanh",
    "time", "timestamp", "ts_of_first_over_time", "ts_of_last_over_time", "ts_of_max_over_time", "ts_of_min_over_time", "vector", "year"});
// Before a list of labels in brackets, or before what is aggregated.
constexpr auto aggregations = std::to_array<std::string_view>({"avg", "bottomk", "count", "count_values", "group", "limit_ratio", "limitk", "max", "min", "quantile", "stddev", "stdvar", "sum", "topk"});
constexpr auto listWords = std::to_array<std::string_view>({"by", "without", "on", "ignoring", "group_left", "group_right"});
constexpr auto words = std::to_array<std::string_view>({"and", "atan2", "bool", "end", "inf", "nan", "offset", "or", "start", "unless"});

bool isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
}

class Reader {
public:
    explicit Reader(std::string_view text) : m_text(text) {}

    Query read() {
        while (m_at < m_text.size() && !m_query.mistake)
            step();
        if (!m_query.mistake && !m_open.empty())
            m_query.mistake = tr("The query opens a bracket %1 that it never closes.").arg(QLatin1Char(m_open.back()));
        return std::move(m_query);
    }

private:
    void step() {
        const char c = m_text[m_at];
        if (c == '"' || c == '\'' || c == '`')
            string(c);
        else if (c == '#')
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        else if (c == '$' || m_text.substr(m_at, 2) == "[[")
            variable();
        else if (c == '[')
            range();
        else if (c == '(' || c == '{')
            m_open += c, ++m_at;
        else if (c == ')' || c == '}' || c == ']')
            close(c);
        else if (isWord(c))
            word();
        else
            ++m_at;
    }

    void string(char quote) {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && m_text[end] != quote)
            end += m_text[end] == '\\' && quote != '`' ? 2 : 1;
        if (end >= m_text.size())
            m_query.mistake = tr("The query opens a quote that it never closes.");
        m_at = end + 1;
    }

    void variable() {
        const std::size_t end = m_text[m_at] == '[' ? m_text.find("]]", m_at) : m_text.substr(m_at, 2) == "${" ? m_text.find('}', m_at) : m_at;
        m_at = end == m_text.npos ? m_text.size() : end + (m_text[m_at] == '[' ? 2 : 1);
        while (m_at < m_text.size() && isWord(m_text[m_at]))
            ++m_at;
    }

    void close(char bracket) {
        const char open = bracket == ')' ? '(' : bracket == '}' ? '{' : '[';
        if (m_open.empty() || m_open.back() != open)
            m_query.mistake = tr("The query closes a bracket %1 that it did not open.").arg(QLatin1Char(bracket));
        else
            m_open.pop_back();
        ++m_at;
    }

    void range() {
        static const QRegularExpression time(u"^\\s*(\\d+(ms|[smhdwy]))+\\s*(:\\s*((\\d+(ms|[smhdwy]))+)?\\s*)?$"_s);
        const std::size_t end = m_text.find(']', m_at);
        const std::string_view inside = m_text.substr(m_at + 1, end == m_text.npos ? m_text.npos : end - m_at - 1);
        if (end == m_text.npos)
            m_query.mistake = tr("The query opens a bracket [ that it never closes.");
        else if (inside.find('$') == inside.npos && !time.match(said(inside)).hasMatch())
            m_query.mistake = tr("The query looks back over [%1], which is no time such as 5m.").arg(said(inside));
        m_at = end == m_text.npos ? m_text.size() : end + 1;
    }

    void word() {
        const std::size_t begin = m_at;
        while (m_at < m_text.size() && isWord(m_text[m_at]))
            ++m_at;
        const std::string_view name = m_text.substr(begin, m_at - begin);
        const std::size_t next = m_text.find_first_not_of(" \t\r\n", m_at);
        const char follows = next == m_text.npos ? '\0' : m_text[next];
        const bool inserted = m_text.substr(m_at, 1) == "$"; // the rest of a name
        if (!m_open.empty() && m_open.back() == '{')
            return; // labels
        if (std::ranges::contains(listWords, name) && follows == '(') {
            m_at = std::min(m_text.find(')', next), m_text.size() - 1) + 1;
        } else if (std::ranges::contains(aggregations, name) || std::ranges::contains(words, name) || (name.front() >= '0' && name.front() <= '9')) {
            return;
        } else if (follows == '(' && !std::ranges::contains(functions, name)) {
            m_query.mistake = tr("The query calls %1, which is no function of Prometheus.").arg(said(name));
        } else if (follows != '(' && !inserted) {
            m_query.metrics.push_back(name);
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string m_open;
    Query m_query;
};

} // namespace

Query readQuery(std::string_view text) {
    return Reader(text).read();
}

} // namespace config

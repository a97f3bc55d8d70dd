// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an object is right by its schema: what validation says, and what `kubectl apply --dry-run=server --validate=strict` says against the
// sandbox, which reads Kubernetes' OpenAPI with code of its own. Over the good objects and our own, and over mistakes of form planted in
// them, drawn with a fixed seed. AQI_AGREEMENT gives another number of mistakes of each class than the usual one.
#include "../../e2e/kubectl.h"
#include "config/check/validator.h"
#include "good.h"
#include "planter.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace config;
using proof::Mistake;
using proof::Site;

namespace {

constexpr std::uint32_t seed = 20251126;
constexpr int ofEachByDefault = 40;
constexpr std::size_t atOnce = 400; // files, so that no run of kubectl takes long

struct Case {
    QString name;
    std::string kind = {}; // class of the mistake; empty: none was made
    std::string text = {};
    qsizetype documents = 1;
    qsizetype taken = 0; // documents that kubectl took
    QString ours = {};   // why validation refuses it; empty where it does not
    QString theirs = {}; // why kubectl does
};

/// Where the two may differ, and why that is so.
struct Known {
    const char *place;   // a part of the case's name
    const char *kubectl; // a part of its words; empty: it took the object
    const char *ours;    // likewise
    const char *reason;
};

constexpr Known known[] = {
    {"", "could not find the requested resource", "", "the sandbox does not serve the kind; a cluster does"},
    {"", "", "yaml-duplicate-key", "kubectl keeps the last of two keys before a server sees them; which one was meant is lost"},
    {"", "", "schema-duplicate-item", "apply --server-side refuses two items of one key, apply without it takes them"},
    {"volumeClaimTemplates", "", "accessModes", "a StatefulSet's claims are judged when its controller makes them, and refused then"},
};

bool says(const QString &words, const char *part) {
    return *part == '\0' ? words.isEmpty() : words.contains(QLatin1StringView(part));
}

const Known *knownDifference(const Case &judged) {
    const auto *found = std::ranges::find_if(known, [&](const Known &each) {
        return judged.name.contains(QLatin1StringView(each.place)) && says(judged.theirs, each.kubectl) && says(judged.ours, each.ours);
    });
    return found == std::end(known) ? nullptr : found;
}

/// Of another kind than the one that stands there.
std::string otherValue(Node node, proof::Planter &planter) {
    static const std::pair<Kind, const char *> values[] = {
        {Kind::String, "words"}, {Kind::Integer, "7"}, {Kind::Bool, "true"}, {Kind::Sequence, "[a]"}, {Kind::Map, "{a: b}"}, {Kind::Number, "1.5"}};
    std::size_t at = planter.below(std::size(values));
    while (values[at].first == node.kind())
        at = planter.below(std::size(values));
    return values[at].second;
}

// What a hand would hardly slip to, but a generator of files does.
void plantEverywhere(const Site &parent, proof::Planter &planter) {
    for (const Node child : parent.node) {
        Site site = parent;
        site.node = child;
        site.path = child.path();
        planter.replace("value of another kind", site, otherValue(child, planter));
        planter.remove("any key left out", site);
        plantEverywhere(site, planter);
    }
}

} // namespace

class TestAgreement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void verdictsAgree();

private:
    void collect();
    void plant();
    void number();
    void askKubectl(std::size_t from);
    void hear(const QString &entry);
    QString whyRefused(const Case &judged) const;

    Sandbox m_sandbox;
    std::unique_ptr<Validator> m_validator;
    std::vector<Case> m_cases;
};

void TestAgreement::initTestCase() {
    const Ran up = m_sandbox.up();
    QVERIFY2(up.status == 0, up.report().constData());
    const Ran made = m_sandbox.kubectl({u"create"_s, u"namespace"_s, u"aqi-predictor"_s});
    QVERIFY2(made.status == 0, made.report().constData());
    auto validator = Validator::create();
    QVERIFY2(validator, validator ? "" : qPrintable(validator.error().text()));
    m_validator = std::move(*validator);
    collect();
    plant();
    number();
}

/// Those without a mistake.
void TestAgreement::collect() {
    for (const auto &some : {proof::goodPods(), proof::goodObjects()})
        for (const proof::Good &good : some)
            m_cases.push_back({.name = good.name, .text = good.text});
    LoadOptions asTheyStand;
    asTheyStand.render = false;
    const auto set = Set::load({QStringLiteral(AQI_SOURCE_DIR "/manifests/kubernetes/base")}, asTheyStand);
    QVERIFY(set);
    for (const Object &object : (*set)->objects())
        m_cases.push_back({.name = object.text(), .text = std::string(object.document->text(object.root.range())) + '\n'});
}

/// Of each class as many as wanted, at places drawn from all of the objects.
void TestAgreement::plant() {
    bool given = false;
    int ofEach = qEnvironmentVariableIntValue("AQI_AGREEMENT", &given);
    if (!given)
        ofEach = ofEachByDefault;
    static const auto classes = {"typo in a key", "typo in a word of a list", "wrong type", "required key left out", "wrong apiVersion", "indentation slips", "key twice",
        "value of another kind", "any key left out"};
    std::mt19937 random(seed);
    std::map<std::string, std::vector<std::pair<std::size_t, Mistake>>> places;
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        const auto set = Set::of({{u"good.yaml"_s, m_cases[i].text}});
        std::vector<Mistake> mistakes = proof::mistakesIn(*set, [](const File &) { return true; }, random);
        proof::Planter planter(mistakes, random);
        for (const Node root : set->files().front().document->roots())
            plantEverywhere({&set->files().front(), root, {}, {}, {}}, planter);
        // With another name in front of its own, the object could not be told from others in kubectl's answers.
        std::erase_if(mistakes, [](const Mistake &mistake) { return mistake.what.startsWith(u"metadata.name stands twice"); });
        for (Mistake &mistake : mistakes)
            places[mistake.kind].emplace_back(i, std::move(mistake));
    }
    for (const char *kind : classes) {
        auto &of = places[kind];
        std::ranges::shuffle(of, random);
        of.resize(std::min(of.size(), std::size_t(ofEach)));
        for (const auto &[at, mistake] : of)
            m_cases.push_back({.name = m_cases[at].name + u": "_s + mistake.what, .kind = kind, .text = applied(m_cases[at].text, std::span(&mistake.edit, 1))});
    }
}

/// Names tell the objects apart, since kubectl names the file in some of its answers and the object in others.
void TestAgreement::number() {
    static const QRegularExpression name(uR"(^(metadata:\s*\{?\s*name: )([\w.-]+))"_s, QRegularExpression::MultilineOption);
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        QString text = QString::fromStdString(m_cases[i].text);
        text.replace(name, uR"(\1\2-%1)"_s.arg(i, 4, 10, QLatin1Char('0')));
        m_cases[i].documents = 1 + text.count(u"\n---\n"_s);
        m_cases[i].text = text.toStdString();
    }
}

void TestAgreement::askKubectl(std::size_t from) {
    const QDir folder(m_sandbox.folder() + u"/cases%1"_s.arg(from));
    QVERIFY(folder.mkpath(u"."_s));
    for (std::size_t i = from; i < std::min(from + atOnce, m_cases.size()); ++i) {
        QFile file(folder.filePath(u"%1.yaml"_s.arg(i, 4, 10, QLatin1Char('0'))));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray::fromStdString(m_cases[i].text));
    }
    const Ran ran = m_sandbox.kubectl({u"apply"_s, u"--dry-run=server"_s, u"--validate=strict"_s, u"-f"_s, folder.path()});
    static const QRegularExpression taken(uR"(-(\d{4}) (?:created|configured|unchanged) )"_s);
    for (auto it = taken.globalMatch(ran.out); it.hasNext();)
        ++m_cases.at(it.next().captured(1).toULong()).taken;
    // Errors of reading come in one list, those of the server one a line, the causes of a refusal below it.
    static const QRegularExpression border(uR"(\n(?! |\*|Resource: |Name: |from server)|(?<=[^:]), (?=error |unable |resource |Object ))"_s);
    for (const QString &entry : ran.err.split(border, Qt::SkipEmptyParts))
        hear(entry);
}

void TestAgreement::hear(const QString &entry) {
    static const QRegularExpression which(uR"re(/(\d{4})\.yaml|^The \S+ "[^"]*-(\d{4})" is invalid)re"_s);
    const auto match = which.match(entry);
    if (!match.hasMatch()) {
        qInfo().noquote() << "kubectl:" << entry.left(300);
        return;
    }
    const QString number = match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
    m_cases.at(number.toULong()).theirs += entry.simplified().left(400) + u' ';
}

/// By grammar or schema; empty where it is not refused.
QString TestAgreement::whyRefused(const Case &judged) const {
    const auto isForm = [](const std::string &rule) { return rule.starts_with("schema-") || rule.starts_with("yaml-") || rule.starts_with("invalid-"); };
    const auto set = Set::of({{u"good.yaml"_s, judged.text}});
    Settings settings; // what only rules say is not asked, and a rule that says the same would speak in place of the schema
    for (const RuleInfo &rule : m_validator->rules())
        if (!isForm(rule.id))
            settings.rules[rule.id] = std::nullopt;
    QStringList why;
    for (const Finding &finding : m_validator->run(*set, settings).findings) {
        if (finding.severity == Severity::Error && isForm(finding.rule))
            why << QString::fromStdString(finding.rule) + u": "_s + finding.message;
    }
    return why.join(u"; "_s);
}

void TestAgreement::verdictsAgree() {
    for (std::size_t from = 0; from < m_cases.size(); from += atOnce)
        askKubectl(from);
    int agree = 0, refused = 0;
    QStringList differ;
    std::map<const char *, int> reasons;
    for (Case &judged : m_cases) {
        judged.ours = whyRefused(judged);
        const bool isTaken = judged.theirs.isEmpty();
        QVERIFY2(!isTaken || judged.taken == judged.documents, qPrintable(u"kubectl says nothing of "_s + judged.name));
        refused += !isTaken;
        const Known *why = knownDifference(judged);
        if (judged.ours.isEmpty() == isTaken)
            ++agree;
        else if (why)
            ++reasons[why->reason];
        else
            differ << QString::fromStdString(judged.kind) + u": "_s + judged.name + u"\n    validation: "_s + (judged.ours.isEmpty() ? u"right"_s : judged.ours) + u"\n    kubectl: "_s
                    + (isTaken ? u"right"_s : judged.theirs);
    }
    qInfo("%zu verdicts compared, %d of them refusals of kubectl: %d agree", m_cases.size(), refused, agree);
    for (const auto &[reason, count] : reasons)
        qInfo("%d differ, since %s", count, reason);
    for (const QString &each : differ)
        qInfo().noquote() << each;
    QVERIFY(agree >= 500);
    QVERIFY2(differ.isEmpty(), qPrintable(u"%1 differ for no known reason"_s.arg(differ.size())));
}

QTEST_GUILESS_MAIN(TestAgreement)
#include "tst_agreement.moc"

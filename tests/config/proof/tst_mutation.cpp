// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Single mistakes planted one at a time in our own set of files, and the share that validation finds. A mistake is found when a warning or
// an error appears that was not there before, within a few lines of it or naming it.
//
// The first 60 of the 500, since each is a check of the whole set: AQI_MUTATIONS=500 plants all, and only then the table in MUTATIONS.md is
// compared. AQI_MUTATIONS_SEED draws others, AQI_MUTATIONS_CLASS those of one class alone; AQI_MUTATIONS_FROM leaves as many to another
// process. AQI_MUTATIONS_SHOW=1 tells every mistake, =2 every finding.
#include "config/check/settingsfile.h"
#include "config/check/validator.h"
#include "planter.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace config;
using proof::Mistake;

namespace {

constexpr int all = 500;
constexpr int byDefault = 60;
constexpr int nearLines = 8;
constexpr std::uint32_t firstSeed = 20251126;

constexpr int least = 80; // percent of a class that must be found

struct Share {
    int planted = 0;
    int found = 0;
    int errors = 0;
};

using Seen = std::multiset<std::tuple<std::string, QString, QString>>;

std::tuple<std::string, QString, QString> keyOf(const Finding &finding) {
    return {finding.rule, finding.file, finding.message};
}

/// What a document says, whatever its layout.
std::string contentOf(Node node) {
    std::string content = std::to_string(int(node.kind())) + std::string(node.text());
    for (const Node child : node)
        content.append("{").append(child.key()).append(":").append(contentOf(child)).append("}");
    return content;
}

std::string contentOf(const Document &document) {
    std::string content = std::to_string(document.problems().size());
    for (const Node root : document.roots())
        content += contentOf(root) + "\n";
    return content;
}

} // namespace

class TestMutation : public QObject {
    Q_OBJECT

public:
    /// The whole number takes longer than a test function is given.
    static void initMain() { qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); }

private Q_SLOTS:
    void initTestCase();
    void startsClean();
    void findsMistakes();
    void tableIsCurrent();

private:
    void copyFiles();
    std::vector<Mistake> drawn() const;
    const Seen &before(const File &file, bool rendered);
    std::vector<Finding> newFindings(const Mistake &mistake);
    std::vector<Finding> findingsOf(const Set &set);
    bool isAbout(const Finding &finding, const Mistake &mistake) const;
    QString table() const;
    QString heading() const;

    QTemporaryDir m_folder;
    std::unique_ptr<Validator> m_validator;
    std::unique_ptr<Set> m_set;
    Settings m_settings;
    std::map<QString, Seen> m_before;
    std::map<std::string, Share> m_shares;   // of harmful mistakes
    std::map<std::string, Share> m_harmless; // of others
    int m_count = 0;
    int m_from = 0; // those before are another process's
    std::uint32_t m_seed = firstSeed;
    std::string m_class; // the only one that is drawn from; empty: all
};

void TestMutation::copyFiles() {
    const QString from = QStringLiteral(AQI_SOURCE_DIR "/manifests");
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString to = m_folder.filePath(u"manifests"_s + path.mid(from.size()));
        QVERIFY(QDir().mkpath(QFileInfo(to).path()));
        QVERIFY(QFile::copy(path, to));
        QVERIFY(QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner));
    }
}

void TestMutation::initTestCase() {
    copyFiles();
    auto validator = Validator::create();
    QVERIFY2(validator, validator ? "" : qPrintable(validator.error().text()));
    m_validator = std::move(*validator);
    auto set = Set::load({m_folder.filePath(u"manifests"_s)});
    QVERIFY(set);
    m_set = std::move(*set);
    QVERIFY(m_set->renderProblems().empty());
    m_settings = settingsOf(*m_set, *m_validator).settings;
    m_settings.tools = true;
    bool given = false;
    m_count = qEnvironmentVariableIntValue("AQI_MUTATIONS", &given);
    if (!given)
        m_count = byDefault;
    if (qEnvironmentVariableIsSet("AQI_MUTATIONS_SEED"))
        m_seed = std::uint32_t(qEnvironmentVariableIntValue("AQI_MUTATIONS_SEED"));
    m_from = qEnvironmentVariableIntValue("AQI_MUTATIONS_FROM");
    m_class = qgetenv("AQI_MUTATIONS_CLASS").toStdString();
}

/// One class after the other, so that each has as many as any other that offers as many places.
std::vector<Mistake> TestMutation::drawn() const {
    std::mt19937 random(m_seed);
    const auto wanted = [](const File &file) {
        const QString &path = file.document->path();
        return path.contains(u"/kubernetes/"_s) || path.contains(u"/compose/"_s) || path.contains(u"/monitoring/"_s) || path.contains(u"/github-actions/"_s);
    };
    std::map<std::string, std::vector<Mistake>> classes;
    for (Mistake &mistake : proof::mistakesIn(*m_set, wanted, random))
        if (m_class.empty() || mistake.kind == m_class)
            classes[mistake.kind].push_back(std::move(mistake));
    std::vector<Mistake> drawn;
    while (drawn.size() < all && !classes.empty()) {
        for (auto of = classes.begin(); of != classes.end() && drawn.size() < all;) {
            auto &places = of->second;
            const std::size_t at = random() % places.size();
            std::swap(places[at], places.back());
            const Mistake mistake = std::move(places.back());
            places.pop_back();
            const File &file = *m_set->file(mistake.file);
            const auto changed = Document::parse(mistake.file, applied(file.document->text(), std::span(&mistake.edit, 1)), file.document->format());
            if (contentOf(*changed) != contentOf(*file.document))
                drawn.push_back(mistake);
            of = places.empty() ? classes.erase(of) : std::next(of);
        }
    }
    return drawn;
}

std::vector<Finding> TestMutation::findingsOf(const Set &set) {
    std::vector<Finding> findings = m_validator->run(set, m_settings, QThread::idealThreadCount()).findings;
    std::erase_if(findings, [](const Finding &finding) { return finding.severity == Severity::Info; });
    return findings;
}

/// What is said of the files as they are: rendered, or with the file changed by a comment, since what is changed is not rendered again.
const Seen &TestMutation::before(const File &file, bool rendered) {
    const QString path = rendered ? QString() : file.document->path();
    const auto [known, isNew] = m_before.try_emplace(path);
    if (isNew) {
        const bool comment = file.document->format() == Format::Yaml;
        const auto set = rendered ? nullptr : m_set->with(path, std::string(file.document->text()) + (comment ? "\n# changed\n" : "\n"));
        for (const Finding &finding : findingsOf(rendered ? *m_set : *set))
            known->second.insert(keyOf(finding));
    }
    return known->second;
}

std::vector<Finding> TestMutation::newFindings(const Mistake &mistake) {
    const File &file = *m_set->file(mistake.file);
    const bool rendered = file.kind.role == Role::Kustomization || file.kind.role == Role::Patch || mistake.kind == "object renamed"; // patches find it no more
    const std::string text(file.document->text());
    const std::string wrong = applied(text, std::span(&mistake.edit, 1));
    std::unique_ptr<Set> set;
    if (rendered) {
        const auto write = [&](const std::string &content) {
            QFile out(mistake.file);
            return out.open(QFile::WriteOnly) && out.write(content.data(), qint64(content.size())) == qint64(content.size());
        };
        if (!write(wrong))
            return {};
        if (auto loaded = Set::load({m_folder.filePath(u"manifests"_s)}))
            set = std::move(*loaded);
        if (!write(text) || !set)
            return {};
    } else {
        set = m_set->with(mistake.file, wrong);
    }
    Seen known = before(file, rendered);
    std::vector<Finding> fresh;
    for (Finding &finding : findingsOf(*set)) {
        const auto was = known.find(keyOf(finding));
        if (was == known.end())
            fresh.push_back(std::move(finding));
        else
            known.erase(was);
    }
    return fresh;
}

bool TestMutation::isAbout(const Finding &finding, const Mistake &mistake) const {
    const int line = m_set->file(mistake.file)->document->position(mistake.edit.range.begin).line;
    if (finding.file == mistake.file && std::abs(finding.position.line - line) <= nearLines)
        return true;
    return std::ranges::any_of(mistake.names, [&](const std::string &name) {
        const QString said = QString::fromStdString(name);
        return said.size() > 1 && (finding.message.contains(said) || finding.object.endsWith(u'/' + said));
    });
}

/// What is said of the set without any mistake would hide what is said of one with a mistake.
void TestMutation::startsClean() {
    QStringList said;
    for (const Finding &finding : findingsOf(*m_set))
        said << finding.file + u':' + QString::number(finding.position.line) + u' ' + QString::fromStdString(finding.rule) + u": "_s + finding.message;
    QVERIFY2(said.isEmpty(), qPrintable(said.join(u'\n')));
}

void TestMutation::findsMistakes() {
    std::vector<Mistake> mistakes = drawn();
    QVERIFY(!m_class.empty() || mistakes.size() == std::size_t(all));
    mistakes.resize(std::min(mistakes.size(), std::size_t(m_count)));
    mistakes.erase(mistakes.begin(), mistakes.begin() + std::min(std::ptrdiff_t(mistakes.size()), std::ptrdiff_t(m_from)));
    const int show = qEnvironmentVariableIntValue("AQI_MUTATIONS_SHOW");
    for (const Mistake &mistake : mistakes) {
        std::vector<Finding> fresh = newFindings(mistake);
        std::erase_if(fresh, [&](const Finding &finding) { return !isAbout(finding, mistake); });
        Share &share = (mistake.harmful ? m_shares : m_harmless)[mistake.kind];
        ++share.planted;
        share.found += !fresh.empty();
        share.errors += std::ranges::any_of(fresh, [](const Finding &finding) { return finding.severity == Severity::Error; });
        const QString place = mistake.file.mid(m_folder.path().size() + 1) + u':' + QString::number(m_set->file(mistake.file)->document->position(mistake.edit.range.begin).line);
        if (fresh.empty() == mistake.harmful || show)
            qInfo().noquote() << (fresh.empty() ? "missed:" : "found: ") << (mistake.harmful ? "" : "(harmless)") << QString::fromStdString(mistake.kind) + u": "_s + place << mistake.what
                              << (fresh.empty() ? QString() : QString::fromStdString(fresh.front().rule) + u": "_s + fresh.front().message);
        for (const Finding &finding : show > 1 ? fresh : std::vector<Finding>())
            qInfo().noquote() << "    " << finding.file.mid(m_folder.path().size() + 1) + u':' + QString::number(finding.position.line) + u':' + QString::number(finding.position.column)
                              << QString::fromLatin1(name(finding.severity)) << QString::fromStdString(finding.rule) + u": "_s + finding.message;
    }
    qInfo().noquote() << table();
    Share total;
    for (const auto &[kind, share] : m_shares) {
        total.planted += share.planted;
        total.found += share.found;
        if (m_seed == firstSeed && share.planted >= 8) // of ten that nobody looked at before, chance decides
            QVERIFY2(share.found * 100 >= share.planted * least, kind.c_str());
    }
    QVERIFY(total.found * 100 >= total.planted * 95);
}

QString TestMutation::table() const {
    QString text = heading();
    const auto rows = [&](const std::map<std::string, Share> &shares) {
        Share total;
        text += u"| Class | Planted | Found | Share | Found as an error |\n|---|---|---|---|---|\n"_s;
        const auto row = [&](const QString &name, const Share &share) {
            text += u"| %1 | %2 | %3 | %4 % | %5 |\n"_s.arg(name).arg(share.planted).arg(share.found).arg(share.planted ? share.found * 100 / share.planted : 0).arg(share.errors);
        };
        for (const auto &[kind, share] : shares) {
            row(QString::fromStdString(kind), share);
            total = {total.planted + share.planted, total.found + share.found, total.errors + share.errors};
        }
        row(u"**together**"_s, total);
    };
    text += u"### A cluster or a running system would suffer\n\n"_s;
    rows(m_shares);
    text += u"\n### Nothing would suffer: what is found here is advice, or too much\n\n"_s;
    rows(m_harmless);
    return text;
}

QString TestMutation::heading() const {
    return u"## Drawn with %1\n\n"_s.arg(m_seed);
}

/// The part of this seed; the file's head is written by hand.
void TestMutation::tableIsCurrent() {
    if (m_count != all || m_from > 0 || !m_class.empty())
        QSKIP("Only the whole number of mistakes is compared with MUTATIONS.md");
    QFile file(QStringLiteral(AQI_TEST_DIR "/MUTATIONS.md"));
    const QString shown = file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    const qsizetype begin = shown.indexOf(heading());
    if (begin < 0)
        QSKIP("MUTATIONS.md shows no mistakes that were drawn with this seed");
    const qsizetype next = shown.indexOf(u"\n## "_s, begin + 1);
    const qsizetype end = next < 0 ? shown.size() : next;
    const QString expected = table();
    if (shown.sliced(begin, end - begin) == expected)
        return;
    QFile fail(QStringLiteral(AQI_FAIL_DIR "/MUTATIONS.md.fail"));
    QVERIFY(fail.open(QFile::WriteOnly));
    fail.write((shown.first(begin) + expected + shown.sliced(end)).toUtf8());
    QFAIL(qPrintable(u"MUTATIONS.md does not show what is found now. What it should say stands in "_s + fail.fileName()));
}

QTEST_GUILESS_MAIN(TestMutation)
#include "tst_mutation.moc"

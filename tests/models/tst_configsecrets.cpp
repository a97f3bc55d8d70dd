// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Which secrets an environment needs, what is known of their values, and that every wait for the store ends.
#include "models/config/secretkeeper.h"
#include "models/config/secretmodel.h"

#include <QAbstractItemModelTester>
#include <QPromise>
#include <QTest>

using namespace Qt::StringLiterals;
using config::SecretName;
using config::SecretValue;
using models::SecretGrade;
using models::SecretKeeper;
using models::SecretModel;

namespace {

std::string deployment(const std::string &name) {
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: " + name + "}\nspec:\n  selector: {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n"
           "    spec:\n      containers:\n        - name: api\n          image: example/api:1.0.0\n          env:\n"
           "            - {name: SECRET_KEY, valueFrom: {secretKeyRef: {name: s, key: SECRET_KEY}}}\n"
           "            - {name: DATABASE_URL, valueFrom: {secretKeyRef: {name: s, key: DATABASE_URL}}}\n"
           "            - {name: POSTGRES_PASSWORD, valueFrom: {secretKeyRef: {name: s, key: POSTGRES_PASSWORD}}}\n"
           "            - {name: SENTRY_DSN, valueFrom: {secretKeyRef: {name: s, key: SENTRY_DSN, optional: true}}}\n";
}

const std::string secretFile = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  SECRET_KEY: CHANGE_ME\n  DATABASE_URL: \"\"\n---\n"
                               "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata:\n  POSTGRES_PASSWORD: Q0hBTkdFX01F\n"; // CHANGE_ME

std::unique_ptr<config::Set> files() {
    return config::Set::of({{u"/s/k8s/production/api.yaml"_s, deployment("api")}, {u"/s/k8s/production/secret.yaml"_s, secretFile},
        {u"/s/compose/compose.yaml"_s, "services: {api: {image: a, environment: {SECRET_KEY: \"${SECRET_KEY:?}\"}}}\n"}, {u"/s/compose/compose.staging.yaml"_s, "services: {api: {image: a}}\n"},
        {u"/s/compose/compose.production.yaml"_s, "services: {api: {environment: {API_TOKEN: \"${API_TOKEN}\"}}}\n"}, {u"/s/compose/production.env.example"_s, "SECRET_KEY=\n"}});
}

models::SecretTarget targetIn(const std::vector<models::SecretTarget> &targets, const QString &id) {
    const auto found = std::ranges::find(targets, id, &models::SecretTarget::id);
    return found == targets.end() ? models::SecretTarget() : *found;
}

QStringList keysOf(const models::SecretTarget &target) {
    QStringList keys;
    for (const config::RequiredSecret &secret : target.required)
        keys << QString::fromStdString(secret.key);
    return keys;
}

const SecretName databaseUrl{u"production"_s, u"s"_s, u"DATABASE_URL"_s};
const SecretName password{u"production"_s, u"s"_s, u"POSTGRES_PASSWORD"_s};
const SecretName signingKey{u"production"_s, u"s"_s, u"SECRET_KEY"_s};

/// Never answers, as a keychain whose password nobody types.
class SilentStore : public config::MemoryStore {
public:
    QFuture<base::Result<SecretValue>> read(const SecretName &) override { return never<base::Result<SecretValue>>(m_reads); }
    QFuture<base::Status> write(const SecretName &, SecretValue) override { return never<base::Status>(m_writes); }

private:
    template <class T> static QFuture<T> never(std::vector<std::unique_ptr<QPromise<T>>> &promises) {
        promises.push_back(std::make_unique<QPromise<T>>());
        promises.back()->start();
        return promises.back()->future();
    }
    std::vector<std::unique_ptr<QPromise<base::Result<SecretValue>>>> m_reads;
    std::vector<std::unique_ptr<QPromise<base::Status>>> m_writes;
};

template <class T> struct Answer {
    int count = 0;
    std::optional<base::Result<T>> result;
    SecretKeeper::Done<T> take() {
        return [this](const base::Result<T> &got) {
            ++count;
            result = got;
        };
    }
};

} // namespace

class TestConfigSecrets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void environmentsAndTheirKeys() {
        const auto set = files();
        const auto targets = models::secretTargets(*set);
        QStringList ids;
        for (const auto &target : targets)
            ids << target.id;
        QCOMPARE(ids, (QStringList{u"production"_s, u"compose-production"_s, u"compose-staging"_s}));
        QCOMPARE(keysOf(targetIn(targets, u"production"_s)), (QStringList{u"DATABASE_URL"_s, u"POSTGRES_PASSWORD"_s, u"SECRET_KEY"_s, u"SENTRY_DSN"_s}));
        QCOMPARE(keysOf(targetIn(targets, u"compose-production"_s)), (QStringList{u"API_TOKEN"_s, u"SECRET_KEY"_s}));
        QCOMPARE(keysOf(targetIn(targets, u"compose-staging"_s)), QStringList{u"SECRET_KEY"_s}); // of the file that both are laid over
        QCOMPARE(targetIn(targets, u"compose-staging"_s).title(), u"staging · Docker Compose"_s);
    }

    void whatTheFilesGive() {
        const auto set = files();
        const auto targets = models::secretTargets(*set);
        SecretModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTarget(targetIn(targets, u"production"_s), *set, u"/s"_s);
        const auto given = [&](int row) { return model.index(row, SecretModel::Files).data().toString(); };
        QCOMPARE(given(0), u"an empty value"_s);
        QCOMPARE(given(1), u"a placeholder"_s); // through base64
        QCOMPARE(given(2), u"a placeholder"_s);
        QCOMPARE(given(3), u"—"_s);
        QCOMPARE(model.index(0, SecretModel::Uses).data().toString(), u"api.yaml:14"_s);
        QCOMPARE(model.index(0, SecretModel::Uses).data(Qt::ToolTipRole).toString(), u"k8s/production/api.yaml:14  Deployment/api"_s);
    }

    void gradesInWords_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("word");
        QTest::newRow("strong") << u"SECRET_KEY"_s << u"5f2b9c0d7e1a48366b9fd20c7ae4158355cc01f29ab34e6d8071f2a6be93d4c7"_s << u"strong"_s;
        QTest::newRow("short") << u"SECRET_KEY"_s << u"5f2b9c0d"_s << u"weak"_s;
        QTest::newRow("words") << u"POSTGRES_PASSWORD"_s << u"password123456"_s << u"weak"_s;
        QTest::newRow("placeholder") << u"POSTGRES_PASSWORD"_s << u"CHANGE_ME_NOW_PLEASE"_s << u"placeholder"_s;
        QTest::newRow("no URL") << u"DATABASE_URL"_s << u"localhost"_s << u"unusable"_s;
        QTest::newRow("a URL") << u"DATABASE_URL"_s << u"postgresql://aqi:T7wq9Kp2Lx5mZr8v@timescaledb:5432/aqi"_s << u"looks right"_s;
    }
    void gradesInWords() {
        QFETCH(QString, key);
        QFETCH(QString, value);
        const auto issues = config::secretIssues(key.toStdString(), SecretValue(value.toStdString()));
        QTEST(models::gradeWord(models::gradeOf(key.toStdString(), issues)), "word");
    }

    void completenessInASentence() {
        const auto set = files();
        const auto targets = models::secretTargets(*set);
        const models::SecretTarget target = targetIn(targets, u"production"_s);
        QCOMPARE(models::completenessText(target, {}), u"production needs 4 secrets; which of them are set is not known yet."_s);
        models::SecretStates states;
        for (const config::RequiredSecret &secret : target.required)
            states[target.nameOf(secret)].known = true;
        QCOMPARE(models::completenessText(target, states), u"0 of 3 secrets of production are set; 1 optional one is not set."_s);
        states[signingKey].kept = true;
        states[password] = {true, true, config::secretIssues("POSTGRES_PASSWORD", SecretValue("short"))};
        states[databaseUrl] = {true, true, config::secretIssues("DATABASE_URL", SecretValue("CHANGE_ME"))};
        QCOMPARE(models::completenessText(target, states), u"2 of 3 secrets of production are set; 1 is weak; 1 holds a placeholder; 1 optional one is not set."_s);
        const models::SecretTarget other = targetIn(targets, u"compose-staging"_s);
        states[other.nameOf(other.required.front())] = {true, true, {}};
        QCOMPARE(models::completenessText(other, states), u"1 of 1 secret of staging on Docker Compose is set."_s);
    }

    void keepsAndJudgesTogether() {
        SecretKeeper keeper;
        keeper.adopt(std::make_unique<config::MemoryStore>(), u"why"_s);
        QVERIFY(!keeper.isLasting());
        QCOMPARE(keeper.why(), u"why"_s);
        Answer<void> written;
        keeper.write(password, SecretValue("T7wq9Kp2Lx5mZr8v"), written.take());
        keeper.write(databaseUrl, SecretValue("postgresql://aqi:another-Kp2Lx5mZr8v@db/aqi"), written.take());
        QTRY_COMPARE(written.count, 2);
        Answer<models::SecretStates> seen;
        keeper.look({password, databaseUrl, signingKey}, seen.take());
        QTRY_VERIFY(seen.result && *seen.result);
        const models::SecretStates &states = **seen.result;
        QVERIFY(states.at(password).kept && states.at(password).known && states.at(password).issues.empty());
        QVERIFY(states.at(signingKey).known && !states.at(signingKey).kept);
        QCOMPARE(states.at(databaseUrl).issues.size(), 1U); // the two do not agree
        QCOMPARE(states.at(databaseUrl).issues.front().code, "secret-disagree");
        Answer<void> removed;
        keeper.remove(password, removed.take());
        QTRY_COMPARE(removed.count, 1);
        Answer<SecretValue> gone;
        keeper.read(password, gone.take());
        QTRY_COMPARE(gone.count, 1);
        QCOMPARE(gone.result->error().kind, base::ErrorKind::NotFound);
        QVERIFY(!keeper.isBusy());
    }

    void aStoreThatDoesNotAnswer() {
        SecretKeeper keeper;
        keeper.adopt(std::make_unique<SilentStore>(), {});
        keeper.setLimit(std::chrono::milliseconds(50));
        Answer<SecretValue> late;
        keeper.read(password, late.take());
        QVERIFY(keeper.isBusy());
        QTRY_COMPARE(late.count, 1);
        QCOMPARE(late.result->error().kind, base::ErrorKind::Timeout);
        QVERIFY(!keeper.isBusy());
        keeper.setLimit(std::chrono::hours(1));
        Answer<void> left;
        keeper.write(password, SecretValue("x"), left.take());
        keeper.cancel();
        QCOMPARE(left.count, 1);
        QCOMPARE(left.result->error().kind, base::ErrorKind::Cancelled);
        QVERIFY(!keeper.isBusy());
        keeper.adopt(std::make_unique<config::MemoryStore>(), {}); // the silent one goes; nothing is answered twice
        QTest::qWait(20);
        QCOMPARE(left.count, 1);
    }

    void goingWithoutTheKeychain() {
        SecretKeeper keeper;
        keeper.open();
        QCOMPARE(keeper.state(), SecretKeeper::State::Opening);
        keeper.cancel();
        QCOMPARE(keeper.state(), SecretKeeper::State::Ready);
        QVERIFY(!keeper.isLasting());
        QVERIFY(keeper.why().contains(u"for this run only"_s));
    }

    /// Our own set: each environment is found, and none of the keys is without a place.
    void ourOwnSet() {
        auto set = config::Set::load({QStringLiteral(AQI_SOURCE_DIR "/manifests")});
        QVERIFY(set);
        const auto targets = models::secretTargets(**set);
        QSet<QString> ids;
        for (const models::SecretTarget &target : targets) {
            qInfo("%s: %s, %d keys", qPrintable(target.id), qPrintable(target.title()), int(target.required.size()));
            ids.insert(target.id);
            for (const config::RequiredSecret &secret : target.required)
                QVERIFY(!secret.uses.empty() && (*set)->file(secret.uses.front().file));
        }
        QCOMPARE(ids.size(), qsizetype(targets.size()));
        for (const QString &id : {u"production"_s, u"staging"_s, u"sandbox"_s, u"compose-production"_s, u"compose-development"_s, u"heroku-production"_s})
            QVERIFY2(ids.contains(id), qPrintable(id));
        QCOMPARE(targetIn(targets, u"production"_s).required.size(), 12U);
    }
};

QTEST_GUILESS_MAIN(TestConfigSecrets)
#include "tst_configsecrets.moc"

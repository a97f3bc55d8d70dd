// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/config/checker.h"

#include "config/check/settingsfile.h"

#include <QThread>

namespace models {

namespace {
constexpr int filesPerProgress = 25;
}

struct Checker::Order {
    bool load = false;
    QString folder;
    CheckedPtr before; // what is exchanged in
    QHash<QString, Pending> texts;
    std::shared_ptr<const config::Validator> validator;
    ServerKindsPtr kinds;
    std::shared_ptr<const config::Schemas> schemas; // of the kinds, where they are learnt
    bool learns = false;
    quint64 revision = 0;
    std::atomic<bool> cancelled = false;
};

struct Checker::Answer {
    std::shared_ptr<Order> order;
    std::shared_ptr<const config::Validator> validator;
    std::shared_ptr<const config::Schemas> schemas;
    std::optional<base::Error> kindsError;
    CheckedPtr checked;
    std::optional<base::Error> error;
};

Checker::Checker(QObject *parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(debounceMilliseconds);
    connect(&m_debounce, &QTimer::timeout, this, &Checker::start);
}

Checker::~Checker() {
    if (m_running)
        m_running->cancelled = true;
    m_pool.waitForDone();
}

void Checker::open(const QString &folder) {
    m_folder = folder;
    m_checked.reset();
    reload();
}

void Checker::reload() {
    if (m_folder.isEmpty())
        return;
    m_loadWanted = true;
    for (auto text = m_texts.cbegin(); text != m_texts.cend(); ++text)
        m_pending.insert(text.key(), {text.value(), m_revision});
    if (m_running)
        m_running->cancelled = true;
    else
        start();
}

void Checker::cancel() {
    m_loadWanted = false;
    if (m_running && m_running->load)
        m_running->cancelled = true;
}

void Checker::setText(const QString &path, std::string text) {
    m_texts.insert(path, text);
    put(path, std::move(text));
}

void Checker::clearText(const QString &path, std::string text) {
    m_texts.remove(path);
    put(path, std::move(text));
}

void Checker::setKinds(ServerKindsPtr kinds) {
    const bool same = kinds && m_kinds && kinds->key == m_kinds->key;
    const bool judged = m_judgedBy == m_kinds;
    m_kinds = std::move(kinds);
    if (same) { // asked again, and nothing new was said
        if (judged)
            m_judgedBy = m_kinds;
        return;
    }
    m_schemas.reset();
    m_kindsError.reset();
    if (!m_running)
        start();
}

bool Checker::isOutdated() const { return m_checked && m_judgedBy != m_kinds; }

void Checker::put(const QString &path, std::string text) {
    m_pending.insert(path, {std::move(text), ++m_revision});
    if (!m_checked && !m_running)
        return;
    if (m_running && !m_running->load)
        m_running->cancelled = true; // its answer would be of an older text
    else if (!m_running)
        setState(State::Checking);
    m_debounce.start();
}

void Checker::start() {
    if (m_running || (!m_loadWanted && (m_pending.isEmpty() || !m_checked) && !isOutdated()))
        return;
    m_debounce.stop();
    m_running = std::make_shared<Order>();
    m_running->load = m_loadWanted;
    m_running->folder = m_folder;
    m_running->before = m_checked;
    m_running->texts = m_pending;
    m_running->validator = m_validator;
    m_running->kinds = m_kinds;
    m_running->schemas = m_schemas;
    m_running->learns = m_kinds && !m_schemas && !m_kindsError;
    m_running->revision = m_revision;
    m_loadWanted = false;
    setState(m_running->load ? State::Loading : State::Checking);
    m_pool.start([this, order = m_running] {
        const auto answer = std::make_shared<Answer>();
        answer->order = order;
        carryOut(*order, *answer, [this](int files) { QMetaObject::invokeMethod(this, [this, files] { Q_EMIT progressed(files); }); });
        QMetaObject::invokeMethod(this, [this, answer] { onAnswer(answer); });
    });
}

/// Into answer.checked: the set, not checked yet.
void Checker::read(const Order &order, Answer &answer, const std::function<void(int)> &progress) {
    auto fresh = std::make_shared<Checked>();
    const config::Set *before = order.before ? order.before->set.get() : nullptr;
    if (order.load) {
        int files = 0;
        config::LoadOptions options;
        options.cancelled = [&] {
            if (++files % filesPerProgress == 0)
                progress(files);
            return order.cancelled.load();
        };
        auto loaded = config::Set::load({order.folder}, options);
        if (!loaded) {
            answer.error = loaded.error();
            return;
        }
        fresh->set = std::move(*loaded);
        before = fresh->set.get();
    }
    for (auto text = order.texts.cbegin(); text != order.texts.cend() && before && !order.cancelled; ++text) {
        if (!before->file(text.key()))
            continue; // of another folder
        fresh->set = before->with(text.key(), text.value().text);
        before = fresh->set.get();
    }
    if (!fresh->set && order.before)
        fresh->set = order.before->set; // the same files, by other schemas
    answer.checked = fresh;
}

void Checker::learn(const Order &order, Answer &answer) {
    answer.schemas = order.schemas;
    if (!order.learns || order.cancelled)
        return;
    auto learnt = answer.validator->schemas().withOpenApi(order.kinds->documents);
    if (learnt)
        answer.schemas = std::move(*learnt);
    else
        answer.kindsError = learnt.error();
}

void Checker::carryOut(Order &order, Answer &answer, const std::function<void(int)> &progress) {
    answer.validator = order.validator;
    if (!answer.validator) {
        auto made = config::Validator::create();
        if (!made) {
            answer.error = made.error();
            return;
        }
        answer.validator = std::move(*made);
    }
    learn(order, answer);
    read(order, answer, progress);
    if (!answer.checked || !answer.checked->set || order.cancelled)
        return;
    const int threads = std::max(1, QThread::idealThreadCount() - 1); // one is left for the window
    config::SettingsFile settings = config::settingsOf(*answer.checked->set, *answer.validator);
    settings.settings.schemas = answer.schemas;
    config::Outcome outcome = answer.validator->run(*answer.checked->set, settings.settings, threads, [&order] { return order.cancelled.load(); });
    const auto checked = std::make_shared<Checked>();
    checked->findings = std::move(outcome.findings);
    checked->findings.insert(checked->findings.end(), settings.problems.begin(), settings.problems.end());
    checked->suppressed = static_cast<int>(outcome.suppressed.size());
    checked->objects = outcome.objects;
    checked->at = QDateTime::currentDateTimeUtc();
    checked->revision = order.revision;
    checked->set = std::move(std::const_pointer_cast<Checked>(answer.checked)->set);
    answer.checked = checked;
}

void Checker::takeSchemas(const Answer &answer, bool whole) {
    const ServerKindsPtr &kinds = answer.order->kinds;
    const bool current = kinds == m_kinds || (kinds && m_kinds && kinds->key == m_kinds->key);
    if (current && (answer.schemas || answer.kindsError)) { // an answer that came too late has learnt them all the same
        m_schemas = answer.schemas;
        m_kindsError = answer.kindsError;
    }
    if (whole)
        m_judgedBy = current ? m_kinds : kinds;
}

void Checker::onAnswer(const std::shared_ptr<Answer> &answer) {
    m_running.reset();
    if (answer->validator)
        m_validator = answer->validator;
    const Order &order = *answer->order;
    if (answer->error && !order.cancelled) {
        setState(State::Failed);
        Q_EMIT failed(*answer->error);
        return;
    }
    const bool whole = !order.cancelled && answer->checked && order.folder == m_folder;
    takeSchemas(*answer, whole);
    if (whole) {
        for (auto text = order.texts.cbegin(); text != order.texts.cend(); ++text) {
            const auto pending = m_pending.constFind(text.key());
            if (pending != m_pending.cend() && pending->revision == text->revision)
                m_pending.erase(pending);
        }
        if (answer->checked->set)
            m_checked = answer->checked;
    }
    const bool more = m_loadWanted || (m_checked && !m_pending.isEmpty()) || isOutdated();
    setState(more ? m_loadWanted ? State::Loading : State::Checking : m_checked ? State::Idle : State::Empty);
    if (m_checked == answer->checked && m_checked)
        Q_EMIT checkedChanged();
    if (more && !m_debounce.isActive())
        start();
}

void Checker::setState(State state) {
    if (state == m_state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace models

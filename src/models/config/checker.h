// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Loads a folder and keeps it checked while its texts change: on a thread of its own, the newest text wins.
#pragma once

#include "base/error.h"
#include "config/check/validator.h"
#include "models/config/serverkinds.h"

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>

namespace models {

/// A set and what was found in it. Unchanging.
struct Checked {
    std::shared_ptr<const config::Set> set; // shared: the same files are judged anew when other schemas come
    std::vector<config::Finding> findings;
    int suppressed = 0;
    int objects = 0;
    QDateTime at;
    quint64 revision = 0; // of the texts: what Checker::revision() was when they were taken
};
/// Shared: the checking thread makes the next set out of this one while the page still shows it, and neither knows who ends first.
using CheckedPtr = std::shared_ptr<const Checked>;

class Checker : public QObject {
    Q_OBJECT
public:
    enum class State { Empty, Loading, Checking, Idle, Failed };
    static constexpr int debounceMilliseconds = 60;

    explicit Checker(QObject *parent = nullptr);
    ~Checker() override; // waits for the thread, which has been told to stop

    /// Forgets everything and loads the folder. Texts given by setText stay in force.
    void open(const QString &folder);
    /// Reads the folder again.
    void reload();
    void cancel(); // of loading: what was shown before stays
    /// An editor holds this text in place of the file's.
    void setText(const QString &path, std::string text);
    /// The file's own text is in force again: it was saved, or the edit was given up. text: what the file holds now.
    void clearText(const QString &path, std::string text);

    /// What a server says of its kinds, in place of the program's schemas; null: those. It is learnt on the thread, and everything judged anew.
    void setKinds(ServerKindsPtr kinds);
    /// Those of the kinds that were given, learnt; null: the program's judge.
    [[nodiscard]] const std::shared_ptr<const config::Schemas> &schemas() const { return m_schemas; }
    /// Why the given kinds could not be learnt.
    [[nodiscard]] const std::optional<base::Error> &kindsError() const { return m_kindsError; }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString folder() const { return m_folder; }
    [[nodiscard]] quint64 revision() const { return m_revision; }
    /// Null before the first check.
    [[nodiscard]] const CheckedPtr &checked() const { return m_checked; }
    /// The catalogue and the schemas; null while they have not been read.
    [[nodiscard]] const config::Validator *validator() const { return m_validator.get(); }

Q_SIGNALS:
    void stateChanged(models::Checker::State state);
    void checkedChanged();
    void failed(const base::Error &error);
    /// While a folder is loaded: files read so far.
    void progressed(int files);

private:
    struct Order;
    struct Answer;
    void start();
    void put(const QString &path, std::string text);
    static void carryOut(Order &order, Answer &answer, const std::function<void(int)> &progress);
    static void read(const Order &order, Answer &answer, const std::function<void(int)> &progress);
    static void learn(const Order &order, Answer &answer);
    void onAnswer(const std::shared_ptr<Answer> &answer);
    void takeSchemas(const Answer &answer, bool whole);
    [[nodiscard]] bool isOutdated() const; // judged by other schemas than it should be
    void setState(State state);

    QThreadPool m_pool; // one thread
    QTimer m_debounce;
    State m_state = State::Empty;
    QString m_folder;
    QHash<QString, std::string> m_texts;   // of editors
    struct Pending {
        std::string text;
        quint64 revision = 0;
    };
    QHash<QString, Pending> m_pending; // not yet checked
    quint64 m_revision = 0;
    bool m_loadWanted = false;
    std::shared_ptr<Order> m_running; // shared with the thread that carries it out
    CheckedPtr m_checked;
    ServerKindsPtr m_kinds;    // to judge by
    ServerKindsPtr m_judgedBy; // m_checked
    std::shared_ptr<const config::Schemas> m_schemas; // of m_kinds, once learnt; shared with the thread
    std::optional<base::Error> m_kindsError;
    std::shared_ptr<const config::Validator> m_validator; // the thread makes it, and may end after this object's members
};

} // namespace models

// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A shell in a container of a pod.
#pragma once

#include "kube/client.h"
#include "kube/remoteprocess.h"
#include "ui/workloads/bottompane.h"
#include "ui/workloads/terminal.h"

#include <QPointer>
#include <QTimer>

#include <memory>

class QBoxLayout;
class QComboBox;
class QPushButton;
class QStackedLayout;

namespace ui {

class Banner;
class Confirmation;
class SecondaryLabel;

class ShellPane : public BottomPane {
    Q_OBJECT
public:
    ShellPane(const kube::ObjectRef &pod, TerminalMaker maker, QWidget *parent = nullptr);
    ~ShellPane() override;

    /// The first one starts the shell; after that the operator does.
    void setSession(kube::Session *session) override;
    [[nodiscard]] bool settled() const override;
    bool focusFilter() override;
    /// Looks whether anything runs in the shell, and asks only then.
    [[nodiscard]] bool mayClose() override;
    void start();

    [[nodiscard]] kube::ObjectRef pod() const { return m_pod; }
    [[nodiscard]] bool running() const { return m_running; }
    [[nodiscard]] Terminal *terminal() const { return m_terminal; } // null before the first start
    [[nodiscard]] Banner *banner() const { return m_banner; }
    [[nodiscard]] Confirmation *confirmation() const { return m_confirmation; }
    [[nodiscard]] QComboBox *containers() const { return m_containers; }
    [[nodiscard]] QComboBox *shells() const { return m_shells; }
    [[nodiscard]] QString status() const;

private:
    void build(QBoxLayout &line);
    void fillContainers();
    [[nodiscard]] bool makeTerminal();
    void connectProcess();
    void onEnded(const base::Result<int> &code);
    void onChecked();
    void setRunning(bool running, const QString &status);

    kube::ObjectRef m_pod;
    TerminalMaker m_maker;
    QPointer<kube::Session> m_session;
    std::unique_ptr<kube::RemoteProcess> m_process;
    std::unique_ptr<kube::RemoteProcess> m_check; // of what runs, before it closes
    QByteArray m_checked;
    QString m_marker;
    QTimer m_patience; // with the check
    Banner *m_banner;
    Confirmation *m_confirmation;
    QComboBox *m_containers;
    QComboBox *m_shells;
    QPushButton *m_again;
    SecondaryLabel *m_status;
    QStackedLayout *m_place;
    Terminal *m_terminal = nullptr;
    bool m_running = false;
    bool m_begun = false;
    bool m_opening = false;
    bool m_typed = false; // into this shell
    bool m_spoke = false; // this shell has written something
};

} // namespace ui

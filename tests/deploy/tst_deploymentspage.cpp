// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The Deployments page on a live API: compare, confirm, apply, fail with a cause; and the page without a cluster or a set.
// AQI_SHOTS=DIR saves what it looks like.
#include "kube/client.h"
#include "kube/kubeconfig.h"
#include "sandbox.h"
#include "ui/deploy/deploymentspage.h"
#include "ui/deploy/planview.h"
#include "ui/deploy/stepdetails.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/confirmation.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextEdit>

using namespace Qt::StringLiterals;

namespace {

QPushButton *button(QWidget *parent, const QString &text) {
    for (QPushButton *one : parent->findChildren<QPushButton *>())
        if (one->text().contains(text) && one->isVisibleTo(parent))
            return one;
    return nullptr;
}

QAction *action(const ui::Page &page, const QString &text) {
    for (QAction *one : page.pageActions())
        if (one->text().contains(text))
            return one;
    return nullptr;
}

void copySet(const QString &folder, const QByteArray &what, const QByteArray &by) {
    QFile from(QStringLiteral(AQI_TEST_DIR "/set/system.yaml"));
    QVERIFY(from.open(QIODevice::ReadOnly));
    QFile file(folder + u"/system.yaml"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(from.readAll().replace(what, by));
}

} // namespace

class TestDeploymentsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void withoutASet();
    void brokenSet();
    void compareAndApply();
    void productionAsksForItsName();
    void stalledSaysWhy();

private:
    void shoot(const QString &name);
    void open(const QString &manifests, environment::Kind kind = environment::Kind::Sandbox);
    QString labels(QWidget *widget) const;

    Sandbox m_sandbox;
    std::unique_ptr<kube::Client> m_client;
    ui::TaskList m_tasks;
    std::unique_ptr<ui::ThemeController> m_theme;
    QWidget m_window;
    ui::DeploymentsPage *m_page = nullptr;
};

void TestDeploymentsPage::initTestCase() {
    m_theme = std::make_unique<ui::ThemeController>(*qApp, ui::ThemeChoice::Light);
    m_page = new ui::DeploymentsPage;
    auto *layout = new QHBoxLayout(&m_window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_page, 3);
    QWidget *details = m_page->detailsWidget();
    layout->addWidget(details, 1);
    details->show();
    m_window.resize(1280, 720);
    m_window.show();
    QVERIFY2(m_sandbox.start(), m_sandbox.log().constData());
    m_client = std::make_unique<kube::Client>(*kube::Kubeconfig::loadFiles({m_sandbox.kubeconfig()})->access());
}

void TestDeploymentsPage::shoot(const QString &name) {
    const QString folder = qEnvironmentVariable("AQI_SHOTS");
    if (folder.isEmpty())
        return;
    for (const auto &[choice, suffix] : {std::pair(ui::ThemeChoice::Light, u"light"_s), std::pair(ui::ThemeChoice::Dark, u"dark"_s)}) {
        m_theme->setChoice(choice);
        QCoreApplication::processEvents();
        QVERIFY(m_window.grab().save(u"%1/deploy-%2-%3.png"_s.arg(folder, name, suffix)));
    }
    m_theme->setChoice(ui::ThemeChoice::Light);
}

void TestDeploymentsPage::open(const QString &manifests, environment::Kind kind) {
    ui::PageContext context;
    context.environment.name = u"rehearsal"_s;
    context.environment.color = environment::defaultColor(kind);
    context.environment.kind = kind;
    context.environment.manifests = manifests;
    context.client = m_client.get();
    context.tasks = &m_tasks;
    m_page->setContext(context);
}

QString TestDeploymentsPage::labels(QWidget *widget) const {
    QStringList all;
    for (const QLabel *label : widget->findChildren<QLabel *>())
        if (label->isVisibleTo(widget))
            all.append(label->text());
    for (const ui::EmptyState *empty : widget->findChildren<ui::EmptyState *>()) // paints its words, and says them to a screen reader
        if (empty->isVisibleTo(widget))
            all.append({empty->accessibleName(), empty->accessibleDescription()});
    return all.join(u'\n');
}

void TestDeploymentsPage::withoutASet() {
    open({});
    QTRY_VERIFY(labels(m_page).contains("No set is chosen"_L1));
    QTRY_VERIFY(m_page->settled());
    QVERIFY(button(m_page, u"Choose a folder"_s));
    shoot(u"empty"_s);
}

void TestDeploymentsPage::brokenSet() {
    QTemporaryDir dir;
    copySet(dir.path(), "metadata:\n  name: settings", "metadata:\n  nome: settings");
    open(dir.path());
    auto *banner = m_page->findChild<ui::Banner *>();
    QTRY_VERIFY(banner->isVisible());
    QVERIFY2(banner->text().contains("no metadata.name"_L1), qPrintable(banner->text()));
    shoot(u"broken"_s);
}

void TestDeploymentsPage::compareAndApply() {
    open(QStringLiteral(AQI_TEST_DIR "/set"));
    QTRY_VERIFY_WITH_TIMEOUT(action(*m_page, u"Apply 8 changes"_s), 20'000);
    QVERIFY(m_page->settled());
    QCOMPARE(m_page->summary(), u"8 to create"_s);
    QCOMPARE(m_page->objects().size(), 8);
    QSignalSpy selected(m_page, &ui::Page::objectSelected);
    m_page->findChild<ui::PlanView *>()->selectStep(1);
    QCOMPARE(selected.size(), 1);
    shoot(u"planned"_s);
    action(*m_page, u"Apply"_s)->trigger();
    auto *confirmation = m_page->findChild<ui::Confirmation *>();
    QVERIFY(confirmation->isVisible());
    QVERIFY2(labels(confirmation).contains("Creates 8 objects in namespace small"_L1), qPrintable(labels(confirmation)));
    shoot(u"confirm"_s);
    button(confirmation, u"Apply"_s)->click();
    QTRY_VERIFY(m_page->summary().startsWith("Deploying"_L1));
    QVERIFY(action(*m_page, u"Stop"_s));
    QCOMPARE(m_tasks.running().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(m_page->summary().contains("Deploying: 5"_L1), 30'000);
    shoot(u"running"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_page->summary().startsWith("Applied 8 objects"_L1), 60'000);
    QVERIFY(m_tasks.running().isEmpty());
    shoot(u"done"_s);
    m_page->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->summary(), u"Nothing to change: all 8 objects are as wanted"_s, 20'000);
    QVERIFY(!action(*m_page, u"Apply"_s));
}

void TestDeploymentsPage::productionAsksForItsName() {
    QTemporaryDir dir;
    copySet(dir.path(), "hunter2", "hunter3");
    open(dir.path(), environment::Kind::Production);
    QTRY_VERIFY_WITH_TIMEOUT(action(*m_page, u"Apply 1 change"_s), 20'000);
    m_page->selectObject({u"v1"_s, u"Secret"_s, u"small"_s, u"credentials"_s, {}});
    const QString shown = m_page->detailsWidget()->findChild<QTextEdit *>()->toPlainText();
    QVERIFY2(shown.contains("data.password"_L1) && shown.contains("bytes"_L1), qPrintable(shown));
    QVERIFY2(!shown.contains("hunter"_L1) && !shown.contains("aHVudGVy"_L1), qPrintable(shown));
    action(*m_page, u"Apply"_s)->trigger();
    auto *confirmation = m_page->findChild<ui::Confirmation *>();
    QVERIFY(!button(confirmation, u"Apply"_s)->isEnabled());
    confirmation->findChild<QLineEdit *>()->setText(u"rehearsa"_s);
    QVERIFY(!button(confirmation, u"Apply"_s)->isEnabled());
    shoot(u"production"_s);
    confirmation->findChild<QLineEdit *>()->setText(u"rehearsal"_s);
    QVERIFY(button(confirmation, u"Apply"_s)->isEnabled());
    QTest::keyClick(confirmation, Qt::Key_Escape);
    QVERIFY(!confirmation->isVisible());
}

void TestDeploymentsPage::stalledSaysWhy() {
    QTemporaryDir dir;
    copySet(dir.path(), "image: aqi-predictor-api:1.0\n---\napiVersion: v1\nkind: Service", "image: aqi-predictor-api:missing\n---\napiVersion: v1\nkind: Service");
    open(dir.path());
    QTRY_VERIFY_WITH_TIMEOUT(action(*m_page, u"Apply 1 change"_s), 20'000);
    m_page->selectObject({u"apps/v1"_s, u"Deployment"_s, u"small"_s, u"api"_s, {}});
    shoot(u"difference"_s);
    action(*m_page, u"Apply"_s)->trigger();
    button(m_page->findChild<ui::Confirmation *>(), u"Apply"_s)->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_page->summary().startsWith("Failed"_L1), 60'000);
    QVERIFY2(m_page->summary().contains("aqi-predictor-api:missing does not exist"_L1), qPrintable(m_page->summary()));
    QVERIFY(labels(m_page).contains("What to do:"_L1));
    shoot(u"failed"_s);
}

QTEST_MAIN(TestDeploymentsPage)
#include "tst_deploymentspage.moc"

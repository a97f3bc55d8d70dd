// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/config/comparepanel.h"

#include "ui/config/differenceview.h"
#include "ui/config/openfile.h"
#include "ui/config/workspace.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

const QString savedChoice = u"saved"_s; // what the chooser's items stand for; a scope's: its folder
const QString liveChoice = u"live"_s;
constexpr int namedAtMost = 6;

QString shownText(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString listed(const QStringList &names) {
    const QString some = names.mid(0, namedAtMost).join(u", "_s);
    return names.size() <= namedAtMost ? some : ComparePanel::tr("%1 and %2 more").arg(some).arg(names.size() - namedAtMost);
}

bool isKubernetes(const config::File &file) {
    return models::holdsObjects(file) && (file.kind.platform == config::Platform::Kubernetes || file.kind.platform == config::Platform::Gke);
}

} // namespace

ComparePanel::ComparePanel(Workspace &workspace, QWidget *parent)
    : QWidget(parent), m_workspace(workspace), m_chooser(new QComboBox), m_button(new QPushButton), m_note(new SecondaryLabel), m_view(new DifferenceView) {
    build();
    fillChooser();
    connect(m_chooser, &QComboBox::activated, this, &ComparePanel::onChosen);
    connect(m_button, &QPushButton::clicked, this, &ComparePanel::onButton);
    connect(&m_live, &LiveObjects::changed, this, [this] {
        if (isLive())
            compareLive();
    });
}

void ComparePanel::build() {
    auto *label = new SecondaryLabel(tr("Compare with"));
    label->setBuddy(m_chooser);
    m_chooser->setAccessibleName(tr("What the file is compared with"));
    m_chooser->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_chooser->setMinimumContentsLength(16);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setContentsMargins(space::m, 0, space::m, space::s);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::m, space::s, space::m, space::s);
    row->setSpacing(space::s);
    row->addWidget(label);
    row->addWidget(m_chooser);
    row->addWidget(m_button);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_note);
    column->addWidget(m_view, 1);
}

void ComparePanel::choose(int item) {
    if (item >= m_chooser->count())
        return;
    m_chooser->setCurrentIndex(item);
    onChosen();
}

QString ComparePanel::note() const { return m_note->text(); }

void ComparePanel::setFile(OpenFile *file) {
    m_file = file;
    m_live.forget();
    refresh();
}

void ComparePanel::setCluster(const Cluster &cluster) {
    const bool another = cluster.client != m_cluster.client || cluster.environment != m_cluster.environment || cluster.ns != m_cluster.ns;
    m_cluster = cluster;
    if (another)
        m_live.forget(); // it was of another cluster
    refresh();
}

const config::File *ComparePanel::known() const { return m_file && m_workspace.set() ? m_workspace.set()->file(m_file->path()) : nullptr; }

bool ComparePanel::isLive() const { return m_chooser->currentData().toString() == liveChoice; }

const config::Scope *ComparePanel::home() const { return known() ? models::homeOf(*m_workspace.set(), *known(), m_cluster.folder) : nullptr; }

/// The cluster is the environment's, so what its kustomization renders should be there.
const config::Scope *ComparePanel::liveHome() const {
    const config::Scope *environment = known() ? models::environmentScope(*m_workspace.set(), m_cluster.folder) : nullptr;
    return environment ? environment : home();
}

const config::Scope *ComparePanel::chosenScope() const {
    const QString root = m_chooser->currentData().toString();
    if (!m_workspace.set() || root == savedChoice || root == liveChoice)
        return nullptr;
    const auto scopes = m_workspace.set()->scopes();
    const auto found = std::ranges::find(scopes, root, &config::Scope::root);
    return found == scopes.end() ? nullptr : &*found;
}

QString ComparePanel::nameOf(const config::Scope &scope) const {
    const QString relative = QDir(m_workspace.folder()).relativeFilePath(scope.root);
    return relative.isEmpty() || relative == "."_L1 ? scope.name : relative;
}

QList<ComparePanel::Choice> ComparePanel::choices() const {
    QList<Choice> made{{tr("the saved file"), savedChoice, {}, true}};
    const config::File *file = known();
    if (!file)
        return made;
    for (const config::Scope *scope : models::scopesFor(*m_workspace.set(), *file)) {
        if (!models::objectsIn(*file, scope == home() ? nullptr : home()).isEmpty())
            made.append({nameOf(*scope), scope->root, tr("The file's objects as %1 has them").arg(scope->root), true});
    }
    if (!isKubernetes(*file))
        return made;
    const bool can = m_cluster.client && m_cluster.why.isEmpty();
    const QString why = m_cluster.why.isEmpty() ? tr("No environment with a cluster is chosen.") : m_cluster.why;
    const QString title = m_cluster.environment.isEmpty() ? tr("the live objects") : tr("the live objects of %1").arg(m_cluster.environment);
    made.append({title, liveChoice, can ? tr("As the cluster's API server gives them now") : why, can});
    return made;
}

/// What was chosen stays chosen where the file has it, too.
void ComparePanel::fillChooser() {
    const QList<Choice> wanted = choices();
    if (wanted == m_choices)
        return; // its list may be open
    m_choices = wanted;
    const QString chosen = m_chooser->count() > 0 ? m_chooser->currentData().toString() : savedChoice;
    const QSignalBlocker blocker(m_chooser);
    m_chooser->clear();
    for (const Choice &choice : wanted) {
        m_chooser->addItem(choice.title, choice.data);
        m_chooser->setItemData(m_chooser->count() - 1, choice.toolTip, Qt::ToolTipRole);
        qobject_cast<QStandardItemModel *>(m_chooser->model())->item(m_chooser->count() - 1)->setEnabled(choice.enabled);
    }
    m_chooser->setCurrentIndex(std::max(0, m_chooser->findData(chosen)));
}

void ComparePanel::refresh() {
    fillChooser();
    if (!m_file)
        return;
    if (isLive())
        compareLive();
    else if (const config::Scope *scope = chosenScope())
        compareScope(*scope);
    else
        compareSaved();
}

void ComparePanel::open() {
    refresh();
    if (isLive() && m_live.isEmpty() && !m_live.isAsking() && !m_live.error())
        ask();
}

void ComparePanel::onChosen() {
    if (isLive())
        m_live.forget();
    else
        m_live.cancel();
    open();
}

void ComparePanel::onButton() {
    if (m_live.isAsking())
        m_live.cancel();
    else
        ask();
}

kube::ObjectRef ComparePanel::refOf(const config::Object &object) const {
    const QString ns = object.ns.empty() ? m_cluster.ns : shownText(object.ns);
    return {shownText(object.apiVersion), shownText(object.kind), ns, shownText(object.name), {}};
}

void ComparePanel::ask() {
    const config::File *file = known();
    if (!file || !m_cluster.client || !m_cluster.why.isEmpty())
        return;
    QList<kube::ObjectRef> refs;
    for (const models::FileObject &each : models::objectsIn(*file, liveHome())) {
        if (const kube::ObjectRef ref = refOf(each.object); !ref.name.isEmpty() && !refs.contains(ref))
            refs << ref;
    }
    m_live.ask(*m_cluster.client, refs);
}

void ComparePanel::updateButton() {
    m_button->setVisible(isLive());
    m_button->setText(m_live.isAsking() ? tr("Cancel") : tr("Ask again"));
    const bool can = m_live.isAsking() || (m_cluster.client && m_cluster.why.isEmpty());
    m_button->setEnabled(can);
    m_button->setToolTip(can ? QString() : m_cluster.why);
}

void ComparePanel::setNote(QStringList sentences) {
    sentences.removeAll(QString());
    m_note->setText(sentences.join(u' '));
    m_note->setVisible(!sentences.isEmpty());
}

QString ComparePanel::approximation(const config::Scope *scope) const {
    return scope && scope->approximate ? tr("A kustomization, a patch or a new object of %1 was changed since it was rendered: what it does to the objects is seen once it is saved.").arg(nameOf(*scope)) : QString();
}

void ComparePanel::compareSaved() {
    updateButton();
    setNote({});
    const std::string &before = m_file->hasConflict() ? m_file->diskText() : m_file->savedText();
    m_view->setTexts({QString::fromStdString(before), QString::fromStdString(m_file->text()), tr("the saved file"), tr("The text is the same as the saved file's."), true});
}

void ComparePanel::compareScope(const config::Scope &scope) {
    updateButton();
    const config::Scope *ours = home() == &scope ? nullptr : home();
    showObjects(models::compareWithScope(*known(), ours, scope), ours, nameOf(scope), tr("The file's objects are the same in %1.").arg(nameOf(scope)));
    setNote({m_note->text(), approximation(ours), approximation(&scope)});
}

void ComparePanel::compareLive() {
    updateButton();
    const config::File *file = known();
    if (!file)
        return;
    const QString cluster = m_cluster.environment.isEmpty() ? tr("the cluster") : m_cluster.environment;
    if (m_live.isAsking()) {
        setNote({});
        return m_view->showMessage(tr("Asking %1").arg(cluster), tr("%1 of %2 objects have been answered.").arg(m_live.done()).arg(m_live.total()));
    }
    if (m_live.isEmpty()) {
        setNote({});
        const QString why = m_live.error() ? m_live.error()->message : m_cluster.why;
        return m_view->showMessage(tr("The live objects are not known"), why.isEmpty() ? tr("Ask again to compare with %1.").arg(cluster) : tr("%1: %2").arg(cluster, why));
    }
    const auto answer = [this](const config::Object &object) { return m_live.answer(refOf(object)); };
    showObjects(models::compareWithLive(*file, liveHome(), answer), liveHome(), tr("the live objects"), tr("The live objects are as the file says."));
    QStringList note{m_note->text(), approximation(liveHome()), tr("As of %1.").arg(m_live.at().toString(u"hh:mm:ss"_s))};
    if (m_live.error())
        note << tr("Not every object was answered: %1.").arg(m_live.error()->message);
    setNote(note);
}

void ComparePanel::showObjects(const models::Comparison &made, const config::Scope *home, const QString &other, const QString &nothing) {
    QStringList note;
    if (made.rendered > 0 && home)
        note << tr("+ is this file as %1 renders it, − is %2.").arg(nameOf(*home), other);
    else
        note << tr("+ is this file as it stands, − is %1.").arg(other);
    if (!made.missing.isEmpty())
        note << tr("Not there: %1.").arg(listed(made.missing));
    if (!made.unknown.isEmpty())
        note << tr("Not compared: %1.").arg(listed(made.unknown));
    setNote(note);
    if (made.objects > 0 && made.unknown.size() == made.objects)
        return m_view->showMessage(tr("Nothing could be compared"), made.unknown.front());
    m_view->setTexts({made.texts.theirs, made.texts.ours, other, nothing, false});
}

} // namespace ui

// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window.h"

#include "ui/shell/connectionlabel.h"
#include "ui/shell/layoutstore.h"
#include "ui/shell/pageheader.h"
#include "ui/shell/rail.h"
#include "ui/shell/statusline.h"
#include "ui/shell/topbar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/tasklist.h"
#include "ui/widgets/theme.h"

#include "base/duration.h"

#include <QCloseEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// A line of one pixel in the border colour.
class Separator : public QFrame {
public:
    explicit Separator(QFrame::Shape shape) {
        setAutoFillBackground(true);
        setBackgroundRole(QPalette::Mid);
        shape == QFrame::HLine ? setFixedHeight(1) : setFixedWidth(1);
    }
};

QVBoxLayout *column() {
    auto *layout = new QVBoxLayout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

} // namespace

Window::Window(ThemeController &theme, TaskList &tasks, LayoutStore &layout)
    : m_theme(theme)
    , m_tasks(tasks)
    , m_layout(layout)
    , m_line(new QWidget)
    , m_rail(new Rail)
    , m_top(new TopBar)
    , m_header(new PageHeader)
    , m_banner(new Banner)
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_stack(new QStackedWidget)
    , m_detailsStack(new QStackedWidget)
    , m_status(new StatusLine(tasks))
    , m_palette(nullptr) {
    setWindowTitle(tr("AQI Console"));
    resize(1280, 800);
    build();
    addShortcuts();
    connect(m_rail, &Rail::pageChosen, this, [this](const QString &id) { showPage(id); });
    connect(m_rail, &Rail::themeToggled, this, &Window::toggleTheme);
    connect(m_rail, &Rail::helpRequested, this, &Window::helpRequested);
    connect(m_top, &TopBar::environmentChosen, this, &Window::environmentChosen);
    connect(m_top, &TopBar::searchRequested, this, &Window::openPalette);
    connect(m_header, &PageHeader::detailsToggled, this, &Window::showDetails);
    connect(m_banner, &Banner::actionTriggered, this, &Window::retryRequested);
    restoreGeometry(m_layout.value(u"window"_s));
}

Window::~Window() = default;

void Window::build() {
    m_line->setFixedHeight(3);
    m_line->setAutoFillBackground(true);
    m_line->setObjectName(u"environmentLine"_s);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_detailsStack);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_detailsStack->setMinimumWidth(260);
    m_detailsStack->setAccessibleName(tr("Details of the selection"));
    m_stack->setMinimumWidth(420);
    auto *main = column();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_top, new Separator(QFrame::HLine), m_banner, m_header, new Separator(QFrame::HLine)})
        main->addWidget(widget);
    main->addWidget(m_splitter, 1);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addWidget(new Separator(QFrame::VLine));
    middle->addLayout(main, 1);
    auto *root = column();
    root->addWidget(m_line);
    root->addLayout(middle, 1);
    root->addWidget(new Separator(QFrame::HLine));
    root->addWidget(m_status);
    auto *central = new QWidget;
    central->setLayout(root);
    setCentralWidget(central);
}

void Window::addPage(const PageEntry &entry) {
    m_entries.append(entry);
    m_rail->addPage(entry.id, entry.title, entry.icon);
}

QStringList Window::pageIds() const {
    QStringList ids;
    for (const PageEntry &entry : m_entries)
        ids << entry.id;
    return ids;
}

Page *Window::ensurePage(const QString &id) {
    if (Page *known = m_pages.value(id))
        return known;
    const auto entry = std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const PageEntry &each) { return each.id == id; });
    if (entry == m_entries.cend())
        return nullptr;
    Page *page = entry->make();
    m_pages.insert(id, page);
    m_stack->addWidget(page);
    if (QWidget *details = page->detailsWidget()) {
        auto *scroll = new QScrollArea;
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setWidget(details);
        scroll->setFocusPolicy(Qt::NoFocus);
        m_detailsStack->addWidget(scroll);
        m_details.insert(id, scroll);
    }
    connectPage(page);
    page->setContext(m_context);
    if (m_context.session)
        page->setConnection(m_context.session->connection());
    page->restoreState(m_layout.value(m_context.environment.name, u"pages/"_s + id));
    if (!m_selection.name.isEmpty())
        page->selectObject(m_selection);
    return page;
}

void Window::connectPage(Page *page) {
    connect(page, &Page::objectSelected, this, [this, page](const kube::ObjectRef &ref) { select(ref, page); });
    connect(page, &Page::pageRequested, this, [this](const QString &id, const kube::ObjectRef &ref) { showPage(id, ref); });
    connect(page, &Page::detailsRequested, this, [this] { showDetails(true); });
}

void Window::showPage(const QString &id, const kube::ObjectRef &ref) {
    Page *page = ensurePage(id);
    if (!page)
        return;
    m_current = id;
    m_stack->setCurrentWidget(page);
    m_rail->setCurrent(id);
    m_header->setPage(page);
    m_header->setHasDetails(m_details.contains(id));
    showDetails(m_detailsWanted);
    page->setFocus(Qt::OtherFocusReason);
    if (!ref.name.isEmpty()) {
        m_selection = ref;
        page->selectObject(ref);
    }
    setWindowTitle(m_context.environment.name.isEmpty() ? tr("AQI Console") : tr("%1 – %2 – AQI Console").arg(page->title(), m_context.environment.name));
}

void Window::showDetails(bool shown) {
    QScrollArea *details = m_details.value(m_current);
    m_detailsWanted = shown;
    m_detailsStack->setVisible(shown && details);
    m_header->setDetailsShown(shown && details);
    if (!details)
        return;
    m_detailsStack->setCurrentWidget(details);
    if (shown && m_splitter->sizes().value(1) < 300)
        m_splitter->setSizes({m_splitter->width() - 360, 360});
}

void Window::setEnvironments(const QList<environment::Environment> &environments) {
    m_environments = environments;
    m_top->setEnvironments(environments);
}

void Window::setContext(const PageContext &context) {
    const bool another = context.environment.name != m_context.environment.name;
    if (another && !m_context.environment.name.isEmpty())
        saveLayout();
    if (m_context.session && m_context.session != context.session)
        disconnect(m_context.session, nullptr, this, nullptr);
    m_context = context;
    if (another)
        m_selection = {};
    QPalette palette = m_line->palette();
    palette.setColor(QPalette::Window, QColor(context.environment.color));
    m_line->setPalette(palette);
    m_top->setCurrent(context.environment);
    for (Page *page : std::as_const(m_pages))
        page->setContext(context);
    if (another)
        restoreLayout();
    if (!context.session) {
        m_top->connection()->setNoConnection(tr("not connected"));
        m_status->setSource(tr("No source"));
        return;
    }
    connect(context.session, &kube::Session::connectionChanged, this, &Window::onConnectionChanged);
    const QString server = context.client ? context.client->access().server.toDisplayString() : QString();
    m_status->setSource(tr("%1, namespace %2, %3").arg(context.environment.name, context.session->ns(), server));
    onConnectionChanged(context.session->connection());
}

void Window::onConnectionChanged(const kube::Connection &connection) {
    m_top->connection()->setConnection(connection);
    if (connection.state == kube::Connection::State::Offline) {
        const QString name = m_context.environment.name;
        const QString what = connection.lastContact.isValid()
            ? tr("%1 cannot be reached. What is shown was last known at %2").arg(name, base::absoluteText(connection.lastContact))
            : tr("%1 cannot be reached, and nothing of it is known yet").arg(name);
        m_banner->showError(what, connection.error.value_or(base::Error{base::ErrorKind::Network, {}, {}, {}}), tr("Try again now"));
    } else if (connection.state == kube::Connection::State::Live) {
        m_banner->clear();
    }
    for (Page *page : std::as_const(m_pages))
        page->setConnection(connection);
}

void Window::setProblem(const QString &title, const base::Error &error) { m_banner->showError(title, error, tr("Try again now")); }

void Window::clearProblem() { m_banner->clear(); }

void Window::select(const kube::ObjectRef &ref, const Page *origin) {
    m_selection = ref;
    for (Page *page : std::as_const(m_pages)) {
        if (page != origin)
            page->selectObject(ref);
    }
}

void Window::saveLayout() {
    m_layout.setValue(u"window"_s, saveGeometry());
    const QString name = m_context.environment.name;
    if (name.isEmpty())
        return;
    m_layout.setValue(name, u"page"_s, m_current.toUtf8());
    m_layout.setValue(name, u"details"_s, m_detailsWanted ? "shown" : "hidden");
    m_layout.setValue(name, u"splitter"_s, m_splitter->saveState());
    for (const Page *page : std::as_const(m_pages))
        m_layout.setValue(name, u"pages/"_s + page->id(), page->saveState());
}

void Window::restoreLayout() {
    const QString name = m_context.environment.name;
    m_detailsWanted = m_layout.value(name, u"details"_s) == "shown";
    if (const QByteArray sizes = m_layout.value(name, u"splitter"_s); !sizes.isEmpty())
        m_splitter->restoreState(sizes);
    for (Page *page : std::as_const(m_pages))
        page->restoreState(m_layout.value(name, u"pages/"_s + page->id()));
    const QString remembered = QString::fromUtf8(m_layout.value(name, u"page"_s));
    if (m_current.isEmpty() && pageIds().contains(remembered))
        showPage(remembered);
    else if (!m_current.isEmpty())
        showDetails(m_detailsWanted);
}

void Window::closeEvent(QCloseEvent *event) {
    saveLayout();
    QMainWindow::closeEvent(event);
}

void Window::paintEvent(QPaintEvent *event) {
    QMainWindow::paintEvent(event);
    if (m_painted)
        return;
    m_painted = true;
    Q_EMIT firstPainted();
}

} // namespace ui

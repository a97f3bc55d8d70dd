// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workloads/terminal/emulatedterminal.h"

#include "ui/widgets/theme.h"

#include <QBuffer>
#include <QKeyEvent>
#include <QMenu>
#include <QShortcut>
#include <QSocketNotifier>
#include <QTimer>
#include <QVBoxLayout>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#define signals Q_SIGNALS // its headers are written with the keywords that we compile without
#define slots Q_SLOTS
#include <qtermwidget.h>
#undef signals
#undef slots

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int scrollback = 10'000; // lines
constexpr qsizetype pieceSize = 4096;

/// Ctrl with a letter, and Alt with one, are the shell's; with Shift they are the program's.
bool isForTheShell(const QKeyEvent &key) {
    const Qt::KeyboardModifiers modifiers = key.modifiers() & ~Qt::KeypadModifier;
    const bool letter = key.key() >= Qt::Key_Space && key.key() <= Qt::Key_AsciiTilde && (key.key() < Qt::Key_0 || key.key() > Qt::Key_9);
    return (letter && (modifiers == Qt::ControlModifier || modifiers == Qt::AltModifier)) || (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier);
}

} // namespace

EmulatedTerminal::EmulatedTerminal(QWidget *parent)
    : Terminal(parent)
    , m_widget(new QTermWidget(0, this)) {
    m_widget->setTerminalFont(monoFont());
    m_widget->setScrollBarPosition(QTermWidgetInterface::ScrollBarRight);
    m_widget->setHistorySize(scrollback);
    m_widget->setTerminalSizeHint(false);
    m_widget->setFlowControlEnabled(false);
    m_widget->setConfirmMultilinePaste(true);
    m_widget->setMargin(space::xs);
    m_widget->startTerminalTeletype();
    prepareDescriptor();
    connect(m_widget, &QTermWidget::sendData, this, [this](const char *bytes, int size) { Q_EMIT typed(QByteArray(bytes, size)); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_widget);
    setFocusProxy(m_widget);
    setAccessibleName(tr("Shell"));
    if (QWidget *display = m_widget->focusProxy()) {
        display->installEventFilter(this);
        display->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(display, &QWidget::customContextMenuRequested, this, &EmulatedTerminal::showMenu);
    }
    for (const auto &[keys, run] : {std::pair(u"Ctrl+Shift+C"_s, &QTermWidget::copyClipboard), std::pair(u"Ctrl+Shift+V"_s, &QTermWidget::pasteClipboard),
             std::pair(u"Ctrl+Shift+F"_s, &QTermWidget::toggleShowSearchBar)}) {
        auto *shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, m_widget, run);
    }
    applyTheme();
}

EmulatedTerminal::~EmulatedTerminal() { m_writable.reset(); }

/// What goes in comes out unchanged, and who writes never waits: the reader is this thread too.
void EmulatedTerminal::prepareDescriptor() {
    m_descriptor = m_widget->getPtySlaveFd();
    termios mode{};
    if (m_descriptor < 0 || ::tcgetattr(m_descriptor, &mode) != 0)
        return;
    ::cfmakeraw(&mode);
    ::tcsetattr(m_descriptor, TCSANOW, &mode);
    ::fcntl(m_descriptor, F_SETFL, ::fcntl(m_descriptor, F_GETFL) | O_NONBLOCK);
    m_writable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &EmulatedTerminal::writeSome);
}

void EmulatedTerminal::feed(const QByteArray &bytes) {
    m_unwritten += bytes;
    writeSome();
}

void EmulatedTerminal::writeSome() {
    qsizetype at = 0;
    while (m_writable && at < m_unwritten.size()) {
        const ssize_t written = ::write(m_descriptor, m_unwritten.constData() + at, size_t(std::min(pieceSize, m_unwritten.size() - at)));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            break;
        at += written;
    }
    m_unwritten.remove(0, at);
    if (m_writable)
        m_writable->setEnabled(!m_unwritten.isEmpty());
    if (at > 0)
        Q_EMIT taken(at);
}

void EmulatedTerminal::empty() {
    m_unwritten.clear();
    m_widget->clear();
}

int EmulatedTerminal::columns() const { return std::max(1, m_widget->screenColumnsCount()); }

int EmulatedTerminal::rows() const { return std::max(1, m_widget->screenLinesCount()); }

QString EmulatedTerminal::text() const {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    m_widget->saveHistory(&buffer);
    return QString::fromUtf8(buffer.data());
}

void EmulatedTerminal::find() { m_widget->toggleShowSearchBar(); }

void EmulatedTerminal::checkSize() {
    const QSize size(columns(), rows());
    if (size == m_size)
        return;
    m_size = size;
    Q_EMIT resized(size.width(), size.height());
}

bool EmulatedTerminal::eventFilter(QObject *watched, QEvent *event) {
    if (event->type() == QEvent::Resize)
        QTimer::singleShot(0, this, &EmulatedTerminal::checkSize); // it counts its columns in its own handler
    if (event->type() == QEvent::ShortcutOverride && isForTheShell(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return Terminal::eventFilter(watched, event);
}

void EmulatedTerminal::changeEvent(QEvent *event) {
    Terminal::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        QTimer::singleShot(0, this, &EmulatedTerminal::applyTheme); // a new style sheet still gives the palettes of before to those inside
}

void EmulatedTerminal::applyTheme() {
    m_widget->setColorScheme(themeOf(this).dark ? u":/terminal/aqi-dark.colorscheme"_s : u":/terminal/aqi-light.colorscheme"_s);
}

void EmulatedTerminal::showMenu(const QPoint &place) {
    QMenu menu;
    QAction *copy = menu.addAction(tr("Copy (Ctrl+Shift+C)"), m_widget, &QTermWidget::copyClipboard);
    copy->setEnabled(!m_widget->selectedText().isEmpty());
    menu.addAction(tr("Paste (Ctrl+Shift+V)"), m_widget, &QTermWidget::pasteClipboard);
    menu.addAction(tr("Find (Ctrl+Shift+F)"), m_widget, &QTermWidget::toggleShowSearchBar);
    menu.addSeparator();
    menu.addAction(tr("Empty"), m_widget, &QTermWidget::clear);
    menu.exec(m_widget->mapToGlobal(place));
}

} // namespace ui

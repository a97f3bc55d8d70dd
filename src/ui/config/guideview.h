// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The guide that belongs to a file: the nearest README.md at or above it, within the folder.
#pragma once

#include <QWidget>

class QStackedLayout;
class QTextBrowser;

namespace ui {

class EmptyState;
class SecondaryLabel;

/// Empty where there is none.
[[nodiscard]] QString guideOf(const QString &file, const QString &root);

class GuideView : public QWidget {
    Q_OBJECT
public:
    explicit GuideView(QWidget *parent = nullptr);

    /// root: the folder that is open; nothing above it is shown.
    void setFile(const QString &path, const QString &root);
    [[nodiscard]] QString shownGuide() const { return m_guide; }
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    /// A link of the guide leads to a file.
    void fileRequested(const QString &path);

protected:
    void changeEvent(QEvent *event) override;

private:
    void load(const QString &guide);
    void write();
    void follow(const QUrl &link);

    QString m_root;
    QString m_guide;
    QString m_markdown;
    SecondaryLabel *m_path;
    QTextBrowser *m_text;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
};

} // namespace ui

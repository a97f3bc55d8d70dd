// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rendering.h"

#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>
#include <QQuickWindow>

namespace console {

namespace {

bool hasHardwareOpenGl() {
    QOffscreenSurface surface;
    surface.create();
    QOpenGLContext context;
    if (!surface.isValid() || !context.create() || !context.makeCurrent(&surface))
        return false;
    const auto *name = reinterpret_cast<const char *>(context.functions()->glGetString(GL_RENDERER));
    const QByteArray renderer(name);
    context.doneCurrent();
    return !renderer.isEmpty() && !renderer.contains("llvmpipe") && !renderer.contains("softpipe");
}

} // namespace

void chooseRendering() {
    if (qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND") && !hasHardwareOpenGl())
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
}

} // namespace console

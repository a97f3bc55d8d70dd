// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// How the map is drawn: by the graphics card where there is a real one, else by the processor.
#pragma once

namespace console {

/// Must be called before the first QQuickWidget. QT_QUICK_BACKEND overrides. Without it, a machine without OpenGL shows a blank map and
/// Qt reports no error; with a software OpenGL the raster scene graph is faster and needs half the memory.
void chooseRendering();

} // namespace console

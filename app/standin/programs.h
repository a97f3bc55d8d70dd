// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The programs of the AQI images that this one stands in for. Each gets its own words as arguments and returns its exit status.
#pragma once

#include <string>
#include <string_view>
#include <vector>

using Words = std::vector<std::string>;

/// alembic upgrade head
[[nodiscard]] int alembic(const Words &words);
/// uvicorn src.api.main:app --host ADDRESS --port PORT
[[nodiscard]] int uvicorn(const Words &words);
/// celery --app=... worker|beat|inspect ping
[[nodiscard]] int celery(const Words &words);
/// streamlit run app.py --server.port=PORT --server.address=ADDRESS
[[nodiscard]] int streamlit(const Words &words);
/// nginx: on port 8080 of the address that --listen names
[[nodiscard]] int nginx(const Words &words);

/// "--port=8000", or "--port" and the word after it; the last one counts.
[[nodiscard]] std::string option(const Words &words, std::string_view name, std::string_view otherwise);
[[nodiscard]] std::string variable(const char *name, std::string_view otherwise = {});

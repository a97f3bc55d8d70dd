#!/usr/bin/env bash
# SPDX-FileCopyrightText: AQI Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Writes Streamlit's configuration when a dyno starts; the Procfile runs it, then Streamlit. The port is an argument there: it is known to
# the dyno alone.
set -euo pipefail
: "${PORT:?is set by Heroku}" "${API_BASE_URL:?heroku config:set API_BASE_URL=https://...}"

case $API_BASE_URL in
  https://*) ;;
  *) echo "setup.sh: API_BASE_URL must begin with https://, it is $API_BASE_URL" >&2; exit 1 ;;
esac

mkdir -p "$HOME/.streamlit"
cat >"$HOME/.streamlit/config.toml" <<'CONFIG'
[server]
headless = true
enableCORS = true
enableXsrfProtection = true
maxUploadSize = 5
fileWatcherType = "none"

[browser]
gatherUsageStats = false

[client]
showErrorDetails = "none"
toolbarMode = "minimal"
CONFIG

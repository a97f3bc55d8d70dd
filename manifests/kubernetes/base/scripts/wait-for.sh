#!/usr/bin/env bash
# SPDX-FileCopyrightText: AQI Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# wait-for.sh HOST:PORT...   returns once every one of them accepts a connection.
#
# Run by init containers, in the image of the application itself, so that nothing more is pulled: bash is all it needs. It does not give
# up by itself: the pod then shows "Init:0/1" and this script's lines, instead of an application that crashes again and again.
set -uo pipefail
pause=${WAIT_FOR_PAUSE:-2} # seconds

for address in "$@"; do
  host=${address%:*}
  port=${address##*:}
  started=$SECONDS
  # shellcheck disable=SC2016 # the inner shell expands them
  until timeout 3 bash -c ': <"/dev/tcp/$0/$1"' "$host" "$port" 2>/dev/null; do
    echo "waiting for $host:$port since $((SECONDS - started)) s"
    sleep "$pause"
  done
  echo "$host:$port accepts connections"
done

#!/usr/bin/env bash
# SPDX-FileCopyrightText: AQI Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# deploy.sh ENVIRONMENT [SERVICE...]   brings staging or production up on this machine, or to the versions in its files.
#
# Refuses an environment file that others can read or that still has placeholders; pulls first, so that a missing image changes nothing;
# waits until everything is healthy. With services named, only those are started, without what they depend on.
#
# AQI_ENV_FILE   the environment file (default: /etc/aqi-predictor/ENVIRONMENT.env)
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
fail() { printf 'deploy.sh: %s\n' "$*" >&2; exit 1; }

environment=${1:-}
case $environment in
  staging | production) shift ;;
  *) sed -n '5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
env_file=${AQI_ENV_FILE:-/etc/aqi-predictor/$environment.env}
[ -r "$env_file" ] || fail "cannot read $env_file; make it out of $here/$environment.env.example"
case $(stat -c %a "$env_file") in
  *00) ;;
  *) fail "others can read $env_file; chmod 600 it" ;;
esac
placeholders=$(sed -n '/^[[:space:]]*#/d; s/^\([A-Z_]*\)=.*REPLACE_ME.*/\1/p' "$env_file" | tr '\n' ' ')
[ -z "$placeholders" ] || fail "placeholders are left in $env_file: $placeholders"

compose=(docker compose --env-file "$env_file" -f "$here/compose.yaml" -f "$here/compose.$environment.yaml")
"${compose[@]}" config --quiet
if [ $# -gt 0 ]; then
  "${compose[@]}" pull "$@"
  "${compose[@]}" up --detach --wait --wait-timeout 900 --no-deps "$@"
else
  "${compose[@]}" pull
  # A finished migration of the former version must run again.
  "${compose[@]}" rm --force --stop database-migration >/dev/null
  "${compose[@]}" up --detach --remove-orphans --wait --wait-timeout 900
fi
"${compose[@]}" ps

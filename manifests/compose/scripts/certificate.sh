#!/usr/bin/env bash
# SPDX-FileCopyrightText: AQI Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The certificate that nginx serves in production.
#
#   certificate.sh self-signed           makes one that browsers warn of, where there is none, so that nginx can start
#   certificate.sh request MAIL HOST...  gets or renews one of Let's Encrypt (nginx must run and answer HOST on port 80), and has nginx
#                                        read it. Run it daily: it does nothing until 30 days before the end.
#
# AQI_TLS_DIR, AQI_ACME_DIR   as in the environment file
# AQI_ENV_FILE                the environment file, for nginx's reload
set -euo pipefail
umask 027

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tls=${AQI_TLS_DIR:-/etc/aqi-predictor/tls}
acme=${AQI_ACME_DIR:-/var/lib/aqi-predictor/acme}
env_file=${AQI_ENV_FILE:-/etc/aqi-predictor/production.env}
certbot=certbot/certbot:v2.11.0
nginx_group=101

usage() { sed -n '5,13s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2; }

install_pair() { # CERTIFICATE KEY
  install -d -m 0750 -g "$nginx_group" "$tls"
  install -m 0640 -g "$nginx_group" "$1" "$tls/fullchain.pem"
  install -m 0640 -g "$nginx_group" "$2" "$tls/privkey.pem"
}

self_signed() {
  if [ -s "$tls/fullchain.pem" ] && [ -s "$tls/privkey.pem" ]; then
    echo "there is one: $tls/fullchain.pem"
    return
  fi
  local work
  work=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=aqi-predictor.example.com \
    -keyout "$work/key" -out "$work/certificate" 2>/dev/null
  install_pair "$work/certificate" "$work/key"
  echo "made a self-signed certificate for 30 days: $tls/fullchain.pem"
}

request() { # MAIL HOST...
  local mail=$1 arguments=() host
  shift
  for host in "$@"; do arguments+=(--domain "$host"); done
  install -d -m 0755 "$acme"
  install -d -m 0700 "$tls.letsencrypt"
  docker run --rm --volume "$tls.letsencrypt:/etc/letsencrypt" --volume "$acme:/acme" "$certbot" certonly --webroot --webroot-path /acme \
    --non-interactive --agree-tos --keep-until-expiring --cert-name aqi-predictor --email "$mail" "${arguments[@]}"
  local live=$tls.letsencrypt/live/aqi-predictor
  if cmp --silent "$live/fullchain.pem" "$tls/fullchain.pem"; then
    echo "nothing new"
    return
  fi
  install_pair "$live/fullchain.pem" "$live/privkey.pem"
  docker compose --env-file "$env_file" -f "$here/compose.yaml" -f "$here/compose.production.yaml" exec -T nginx nginx -s reload
}

case ${1:-} in
  self-signed) [ $# -eq 1 ] || usage; self_signed ;;
  request) [ $# -ge 3 ] || usage; shift; request "$@" ;;
  *) usage ;;
esac

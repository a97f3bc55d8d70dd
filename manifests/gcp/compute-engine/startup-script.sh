#!/usr/bin/env bash
# SPDX-FileCopyrightText: AQI Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Start-up script of a Compute Engine instance (Ubuntu 24.04): installs Docker, fetches the manifests and the environment file, and brings
# production up with manifests/compose. Google runs it at every start, as root; it does no harm to run it again. Its output:
# journalctl --unit google-startup-scripts. No secret is in it: metadata can be read by everybody on the instance.
#
# The instance's service account must be allowed to read the archive, the two secrets and the registry.
set -euo pipefail
umask 077

registry=us-central1-docker.pkg.dev                   # "" where the images need no login of Google's
archive=gs://aqi-predictor-manifests/manifests.tar.gz # made by: tar -czf manifests.tar.gz manifests
environment_secret=aqi-predictor-production-env       # the whole environment file, as text
mail_secret=aqi-predictor-smtp-password
services=()                                           # all; for the dashboard alone: (dashboard nginx)

say() { echo "startup-script: $*"; }
export HOME=/root

say "Docker"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -qy --no-install-recommends docker.io docker-compose-v2 openssl unattended-upgrades
command -v gcloud >/dev/null || snap install google-cloud-cli --classic
export PATH=$PATH:/snap/bin
systemctl enable --now docker

say "manifests"
install -d -m 0755 /opt/aqi-predictor
gcloud storage cp "$archive" /opt/aqi-predictor/manifests.tar.gz
tar -xzf /opt/aqi-predictor/manifests.tar.gz -C /opt/aqi-predictor --no-same-owner
# Containers read the configuration as users of their own.
chmod -R u=rwX,go=rX /opt/aqi-predictor/manifests

say "environment"
secret() { gcloud secrets versions access latest --secret="$1"; }
install -d -m 0751 /etc/aqi-predictor
install -d -m 0755 /var/lib/aqi-predictor/acme
secret "$environment_secret" >/etc/aqi-predictor/production.env
install -m 0640 -g 65534 /dev/null /etc/aqi-predictor/smtp-password
secret "$mail_secret" >/etc/aqi-predictor/smtp-password

if [ -n "$registry" ]; then
  gcloud auth print-access-token | docker login --username oauth2accesstoken --password-stdin "https://$registry"
fi

say "production"
/opt/aqi-predictor/manifests/compose/scripts/certificate.sh self-signed
/opt/aqi-predictor/manifests/compose/scripts/deploy.sh production "${services[@]}"

say "timers"
cat >/etc/cron.d/aqi-predictor <<'CRON'
# Backup every night at 02:00; the machine's clock is UTC.
0 2 * * * root cd /opt/aqi-predictor/manifests/compose && docker compose --env-file /etc/aqi-predictor/production.env -f compose.yaml -f compose.production.yaml run --rm database-backup 2>&1 | logger -t aqi-backup
CRON
chmod 0644 /etc/cron.d/aqi-predictor
say "done"

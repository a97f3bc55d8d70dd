#!/usr/bin/env bash
# SPDX-FileCopyrightText: AQI Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# User data of an EC2 instance (Ubuntu 24.04): installs Docker, fetches the manifests and the environment file, and brings production up
# with manifests/compose. Runs once, as root, at the first start; running it again does no harm. Its output is in
# /var/log/cloud-init-output.log. No secret is in it: user data can be read by everybody on the instance.
#
# The instance's role must be allowed to read the archive, the two secrets, and to log in to the registry.
set -euo pipefail
umask 077

region=us-east-1
registry=123456789012.dkr.ecr.us-east-1.amazonaws.com # "" where the images need no login of Amazon's
archive=s3://aqi-predictor-manifests/manifests.tar.gz  # made by: tar -czf manifests.tar.gz manifests
environment_secret=aqi-predictor/production-env        # the whole environment file, as text
mail_secret=aqi-predictor/smtp-password
services=()                                            # all; for the dashboard alone: (dashboard nginx)

say() { echo "user-data: $*"; }

say "Docker"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -qy --no-install-recommends docker.io docker-compose-v2 openssl unattended-upgrades
snap install aws-cli --classic
systemctl enable --now docker

say "manifests"
install -d -m 0755 /opt/aqi-predictor
/snap/bin/aws s3 cp --region "$region" "$archive" /opt/aqi-predictor/manifests.tar.gz
tar -xzf /opt/aqi-predictor/manifests.tar.gz -C /opt/aqi-predictor --no-same-owner
# Containers read the configuration as users of their own.
chmod -R u=rwX,go=rX /opt/aqi-predictor/manifests

say "environment"
secret() { /snap/bin/aws secretsmanager get-secret-value --region "$region" --secret-id "$1" --query SecretString --output text; }
install -d -m 0751 /etc/aqi-predictor
install -d -m 0755 /var/lib/aqi-predictor/acme
secret "$environment_secret" >/etc/aqi-predictor/production.env
install -m 0640 -g 65534 /dev/null /etc/aqi-predictor/smtp-password
secret "$mail_secret" >/etc/aqi-predictor/smtp-password

if [ -n "$registry" ]; then
  /snap/bin/aws ecr get-login-password --region "$region" | docker login --username AWS --password-stdin "$registry"
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

#!/usr/bin/env bash
# SPDX-FileCopyrightText: AQI Console developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Dumps the database that PGHOST, PGUSER, PGPASSWORD and PGDATABASE name into BACKUP_DIR, and deletes dumps that are older than
# BACKUP_RETENTION_DAYS. A dump gets its name when it is complete and readable, and old ones go only after that: a failing backup
# never eats the last good one.
#
# Restore (in this order; the extension must know that its own tables are being restored):
#   psql -c 'SELECT timescaledb_pre_restore()'; pg_restore --no-owner --dbname="$PGDATABASE" FILE; psql -c 'SELECT timescaledb_post_restore()'
set -euo pipefail
: "${PGHOST:?}" "${PGUSER:?}" "${PGDATABASE:?}" "${BACKUP_DIR:?}" "${BACKUP_RETENTION_DAYS:?}"

name="$BACKUP_DIR/$PGDATABASE-$(date -u +%Y%m%dT%H%M%SZ).dump"
part="$name.part"
trap 'rm -f "$part"' EXIT

find "$BACKUP_DIR" -maxdepth 1 -name '*.dump.part' -delete # of a run that was killed
pg_dump --format=custom --compress=6 --no-password --file="$part"
pg_restore --list "$part" >/dev/null
mv "$part" "$name"
echo "wrote $name ($(stat -c %s "$name") bytes)"

find "$BACKUP_DIR" -maxdepth 1 -name "$PGDATABASE-*.dump" -mtime "+$BACKUP_RETENTION_DAYS" -print -delete | sed 's/^/deleted /'

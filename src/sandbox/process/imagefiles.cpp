// SPDX-FileCopyrightText: AQI Console developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/process/imagetable.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>

namespace sandbox {

namespace {

/// What the entry point of the PostgreSQL images does: on the first start it makes the database, its owner and what the scripts in
/// /docker-entrypoint-initdb.d say, on a server that listens on its socket alone; then it becomes the server.
constexpr const char *postgresScript = R"SCRIPT(#!/bin/bash
set -Eeuo pipefail
[ "${1:0:1}" != - ] || set -- postgres "$@"
[ "$1" = postgres ] || exec "$@"
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
mkdir -p "$PGDATA"
chmod 700 "$PGDATA"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "${POSTGRES_PASSWORD:-}" ]; then
    echo "Error: Database is uninitialized and superuser password is not specified." >&2
    exit 1
  fi
  # A start that was killed half-way leaves a folder that initdb would refuse: the new one gets its name when it is complete.
  find "$PGDATA" -mindepth 1 -delete
  fresh=$PGDATA/.fresh
  initdb --pgdata="$fresh" --username="$user" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") --encoding=UTF8 --locale=C.UTF-8 \
    --auth-local=trust --auth-host="${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}"
  printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$fresh/pg_hba.conf"
  [ ! -e /usr/lib/postgresql/17/lib/timescaledb.so ] || echo "shared_preload_libraries = 'timescaledb'" >>"$fresh/postgresql.conf"
  arguments=$(printf ' %q' "${@:2}" -c listen_addresses=)
  pg_ctl --pgdata="$fresh" --wait --timeout=300 --silent --options="$arguments" start
  query=(psql -v ON_ERROR_STOP=1 --no-psqlrc --username="$user")
  [ "$database" = postgres ] || "${query[@]}" --dbname=postgres --set=name="$database" <<<'CREATE DATABASE :"name";'
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh) echo "running $file"; bash "$file" ;;
      *.sql) echo "running $file"; "${query[@]}" --dbname="$database" --file="$file" ;;
      *.sql.gz) echo "running $file"; gunzip -c "$file" | "${query[@]}" --dbname="$database" ;;
    esac
  done
  pg_ctl --pgdata="$fresh" --mode=fast --wait --silent stop
  version=$fresh/PG_VERSION
  find "$fresh" -mindepth 1 -maxdepth 1 ! -path "$version" -exec mv -t "$PGDATA" {} +
  mv "$version" "$PGDATA"
  rmdir "$fresh"
fi
exec "$@"
)SCRIPT";

} // namespace

bool writeImageFiles(const std::string &folder) {
    const QString path = QString::fromStdString(folder);
    if (!QDir().mkpath(path + QStringLiteral("/bin")) || ::chmod((folder + "/bin").c_str(), 0755) != 0)
        return false;
    for (const auto &name : standInNames()) {
        const QString link = path + QStringLiteral("/bin/") + QString::fromStdString(name);
        QFile::remove(link);
        if (!QFile::link(QString::fromLatin1(standInPath), link))
            return false;
    }
    QFile file(path + QStringLiteral("/postgres.sh"));
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(postgresScript) > 0 && file.flush()
        && ::chmod(QFile::encodeName(file.fileName()).constData(), 0755) == 0 && ::chmod(folder.c_str(), 0755) == 0;
}

} // namespace sandbox

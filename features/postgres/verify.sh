#!/bin/sh
# Logs in as the role, writes and reads a row in each database, in a temporary table.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_wait_port "$PORT" 30
printf '%s\n' "$DATABASES" | while read -r name; do
  [ -n "$name" ] || continue
  if [ -n "${PASSWORD_FILE:-}" ]; then
    PGPASSWORD=$(phx_secret password)
    export PGPASSWORD
    ask() { psql -w -h 127.0.0.1 -p "$PORT" -U "$ROLE" -d "$name" -XAtq -v ON_ERROR_STOP=1 "$@"; }
  else
    ask() { sql -d "$name" "$@"; }
  fi
  [ "$(ask -c 'CREATE TEMP TABLE phoenix (n int)' -c 'INSERT INTO phoenix VALUES (41)' -c 'SELECT n + 1 FROM phoenix')" = 42 ]
done
phx_event version "$(sql -c 'SHOW server_version')"

#!/bin/sh
# postgres: the distribution's package and cluster; settings in conf.d, marked lines in pg_hba.conf, role and databases.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install postgresql
find_cluster
[ -n "$version" ] || { echo 'the package made no cluster "main"' >&2; exit 1; }

phx_write "$conf" <<END
$(want_conf)
END
phx_write "$hba" <<END
$(sed '/# phoenix$/d' "$hba")
$(want_allow)
END
phx_serve "$unit" "$conf" "$hba"
phx_wait_port "$PORT" 60

[ "$(sql -c "SELECT 1 FROM pg_roles WHERE rolname = '$ROLE'")" = 1 ] || sql -c "CREATE ROLE \"$ROLE\" LOGIN"
printf '%s\n' "$DATABASES" | while read -r name; do
  [ -n "$name" ] || continue
  [ "$(sql -c "SELECT 1 FROM pg_database WHERE datname = '$name'")" = 1 ] || sql -c "CREATE DATABASE \"$name\" OWNER \"$ROLE\""
done

if [ -n "${PASSWORD_FILE:-}" ]; then
  # Only when it does not log in already: a role's stored hash is salted and cannot be compared.
  if ! PGPASSWORD=$(phx_secret password) psql -w -h 127.0.0.1 -p "$PORT" -U "$ROLE" -d postgres -Xqc '' 2>/dev/null; then
    # The statement stays out of the server's log, whatever the settings log.
    {
      printf "SET log_statement = 'none'; SET log_min_duration_statement = -1; SET log_min_error_statement = 'panic'; "
      printf "SET password_encryption = 'scram-sha-256'; ALTER ROLE \"%s\" PASSWORD '" "$ROLE"
      phx_secret password | sed "s/'/''/g"
      printf "';\n"
    } | tr -d '\n' | sql -f -
  fi
elif [ "$(sql -c "SELECT rolpassword IS NOT NULL FROM pg_authid WHERE rolname = '$ROLE'")" = t ]; then
  sql -c "ALTER ROLE \"$ROLE\" PASSWORD NULL"
fi

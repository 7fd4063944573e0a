#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_packages postgresql
find_cluster
want_conf | phx_expect_file "$conf"
[ "$(grep '# phoenix$' "$hba" || :)" = "$(want_allow)" ] || phx_drift "$hba is not as it was written"
phx_expect_unit "$unit"
[ "$(sql -c "SELECT 1 FROM pg_roles WHERE rolname = '$ROLE'")" = 1 ] || phx_drift "there is no role $ROLE"
printf '%s\n' "$DATABASES" | while read -r name; do
  [ -z "$name" ] || [ "$(sql -c "SELECT 1 FROM pg_database WHERE datname = '$name'")" = 1 ] ||
    phx_drift "there is no database $name"
done

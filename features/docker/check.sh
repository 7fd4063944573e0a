#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

# shellcheck disable=SC2046
phx_expect_packages $(packages)
if [ "$CHANNEL" = upstream ]; then want_source | phx_expect_file "$source_list"; fi
want_conf | phx_expect_file "$conf"
printf '%s\n' "$MEMBERS" | while read -r name; do
  [ -z "$name" ] || id -nG "$name" | tr ' ' '\n' | grep -qx docker || phx_drift "$name is not in the group docker"
done
printf '%s\n' "$MEMBERS" | phx_expect_file "$members_file"
phx_expect_unit docker

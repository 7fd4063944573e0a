#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_packages cloud-init
want_settings | phx_expect_file "$settings"
for file in user-data meta-data; do
  [ "$(stat -c %a:%u "$seed/$file" 2>/dev/null)" = 600:0 ] || phx_drift "$seed/$file is not there for root alone"
done
[ -z "$CONFIG" ] || printf '%s\n' "$CONFIG" | phx_expect_file "$seed/user-data"
[ "$(tail -n +2 "$seed/meta-data")" = "$(want_meta_data)" ] || phx_drift 'the guest has other meta data'
[ "$(cat "$ended" 2>/dev/null)" = "$(instance)" ] || phx_drift 'the user data has not come to its end'

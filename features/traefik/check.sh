#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_unpacked traefik "$release"
want_conf | phx_expect_file "$conf"
[ "$(want_routes)" = "$(cat "$routes")" ] || phx_drift "$routes is not as it was written"
want_unit | phx_expect_file "$unit_file"
phx_expect_unit traefik

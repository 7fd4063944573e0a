#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_packages redis-server
want_conf | phx_expect_file "$conf" 0640
grep -qxF "$include" "$main_conf" || phx_drift "$main_conf does not include $conf"
phx_expect_unit redis-server

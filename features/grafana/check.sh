#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_unpacked grafana "$release"
want_conf | phx_expect_file "$conf"
want_source | phx_expect_file "$source_file"
want_boards | phx_expect_file "$boards_file"
want_unit | phx_expect_file "$unit_file"
phx_expect_unit grafana

#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_packages prometheus
want_drop_in | phx_expect_file "$drop_in"
want_conf | phx_expect_file "$conf"
phx_expect_unit prometheus

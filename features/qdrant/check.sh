#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_unpacked qdrant "$release"
want_conf | phx_expect_file "$conf"
[ -z "${KEY_FILE:-}" ] || want_env | phx_expect_file "$env_file" 0600
want_unit | phx_expect_file "$unit_file"
phx_expect_unit qdrant

#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_unpacked step-ca "$ca_release"
phx_expect_unpacked step "$cli_release"
[ -f "$conf" ] || phx_drift 'there is no authority yet'
want_conf | phx_expect_file "$conf"
want_unit | phx_expect_file "$unit_file"
phx_expect_unit step-ca

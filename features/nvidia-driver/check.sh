#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

want_stamp | phx_expect_file "$stamp"
want_blacklist | phx_expect_file "$blacklist"
want_unit | phx_expect_file "/etc/systemd/system/$unit"
running=$(loaded)
[ "$running" = "$VERSION" ] || phx_drift "the kernel runs driver ${running:-none}"

#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_packages dnsmasq
want_conf | phx_expect_file "$conf"
phx_expect_unit dnsmasq

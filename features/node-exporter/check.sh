#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_packages prometheus-node-exporter
want_drop_in | phx_expect_file "$drop_in"
phx_expect_unit "$unit"

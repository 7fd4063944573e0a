#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_packages nfs-kernel-server
want_exports | phx_expect_file "$list"
phx_expect_unit nfs-server

#!/bin/sh
set -eu
. "$PHX_LIB"
echo "currency=$CURRENCY" | phx_expect_file /etc/shop.conf

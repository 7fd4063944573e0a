#!/bin/sh
set -eu
. "$PHX_LIB"
phx_write /etc/shop.conf <<END
currency=$CURRENCY
END

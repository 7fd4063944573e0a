#!/bin/sh
# node-exporter: the distribution's package; its arguments in a drop-in of ours.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_write "$drop_in" <<END
$(want_drop_in)
END
phx_apt_install prometheus-node-exporter curl
phx_serve "$unit" "$drop_in"

#!/bin/sh
# Removes Prometheus with our settings. The samples stay.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_remove prometheus
rm -rf "${drop_in%/*}" "$conf"
systemctl daemon-reload

#!/bin/sh
# Removes the exporter with our drop-in.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_remove prometheus-node-exporter
rm -rf "${drop_in%/*}"
systemctl daemon-reload

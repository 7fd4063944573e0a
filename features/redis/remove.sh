#!/bin/sh
# Removes Redis with our settings. The data in /var/lib/redis stays.
set -eu
. "$PHX_LIB"
. ./want.sh

if [ -e "$main_conf" ]; then sed -i "\\|^$include\$|d" "$main_conf"; fi
rm -f "$conf"
phx_apt_remove redis-server redis-tools

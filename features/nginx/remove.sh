#!/bin/sh
# Removes nginx with its settings. Files that were served and /etc/nginx/sites-available stay.
set -eu
. "$PHX_LIB"
. ./want.sh

rm -f "$site_conf" "$enabled"/phoenix-*
phx_apt_remove nginx-light nginx nginx-common

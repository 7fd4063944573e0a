#!/bin/sh
# Removes cloud-init with the data that it was given. What the data has done stays.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_remove cloud-init
rm -rf "$settings" /var/lib/cloud /run/cloud-init /var/log/cloud-init.log /var/log/cloud-init-output.log
rmdir /etc/cloud/cloud.cfg.d /etc/cloud 2>/dev/null || :

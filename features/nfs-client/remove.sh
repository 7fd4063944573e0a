#!/bin/sh
# Unmounts and removes the mount units. Mount points stay, and so does nfs-common.
set -eu
. ./want.sh

for unit in $(our_units); do
  systemctl disable --quiet --now "$unit"
  rm -f "/etc/systemd/system/$unit"
  systemctl reset-failed "$unit" 2>/dev/null || :
done
systemctl daemon-reload

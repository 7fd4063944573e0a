#!/bin/sh
# Runs NVIDIA's own uninstaller; modules that are in use stay until the node restarts.
set -eu
. ./want.sh

systemctl disable --quiet --now "$unit" || :
rm -f "/etc/systemd/system/$unit" "$blacklist"
for module in nvidia_drm nvidia_modeset nvidia_uvm nvidia; do
  [ ! -d "/sys/module/$module" ] || modprobe -r "$module" || :
done
if command -v nvidia-uninstall >/dev/null; then nvidia-uninstall --silent; fi
rm -f "$stamp"
systemctl daemon-reload

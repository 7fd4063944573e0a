#!/bin/sh
# nvidia-driver: NVIDIA's own installer with its kernel modules, built for the kernel that runs and, by DKMS, for later ones.
# Who uses the cards was stopped before; what still holds the old module asks for a restart of the node (exit 12).
set -eu
. "$PHX_LIB"
. ./want.sh

want_blacklist | phx_write "$blacklist"
if [ -d /sys/module/nouveau ] && ! modprobe -r nouveau; then
  echo 'the kernel runs nouveau, which cannot be unloaded' >&2
  exit 12
fi
if [ "$(cat "$stamp" 2>/dev/null)" != "$(want_stamp)" ]; then
  headers=$(apt-cache --names-only search "^(proxmox|pve|linux)-headers-$(uname -r)\$" | cut -d' ' -f1 | head -n 1)
  phx_apt_install build-essential dkms ${headers:+"$headers"}
  installer=/var/cache/phoenix/nvidia-driver.run
  phx_download driver "$installer"
  if [ "$OPEN" = true ]; then kind=open; else kind=proprietary; fi
  phx_progress "building kernel modules for $(uname -r)"
  TMPDIR=/var/tmp sh "$installer" --silent --dkms --no-x-check --no-nouveau-check --no-backup --no-rpms \
    --no-opengl-files --kernel-module-type="$kind"
  rm -f "$installer"
  phx_write "$stamp" <<END
$(want_stamp)
END
fi
want_unit | phx_write "/etc/systemd/system/$unit"
systemctl daemon-reload
systemctl enable --quiet "$unit"

running=$(loaded)
if [ -n "$running" ] && [ "$running" != "$VERSION" ]; then
  for module in nvidia_drm nvidia_modeset nvidia_uvm nvidia; do
    [ ! -d "/sys/module/$module" ] || modprobe -r "$module" || {
      echo "$module of $running is in use" >&2
      exit 12
    }
  done
fi
if [ "$(loaded)" = "$VERSION" ]; then systemctl start "$unit"; else systemctl restart "$unit"; fi

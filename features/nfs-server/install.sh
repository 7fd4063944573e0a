#!/bin/sh
# nfs-server: a file of its own in exports.d; /etc/exports stays the user's.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install nfs-kernel-server
printf '%s\n' "$EXPORTS" | while read -r folder _; do
  [ -z "$folder" ] || [ -d "$folder" ] || { echo "there is no folder $folder" >&2; exit 1; }
done
phx_write "$list" <<END
$(want_exports)
END
systemctl is-enabled --quiet nfs-server || systemctl enable --quiet nfs-server
systemctl is-active --quiet nfs-server || systemctl start nfs-server
exportfs -ra

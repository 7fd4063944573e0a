#!/bin/sh
# nfs-client: nfs-common and a mount unit an export; fstab stays the user's.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install nfs-common

wanted=$(printf '%s\n' "$MOUNTS" | while read -r _ where _; do [ -z "$where" ] || unit_name "$where"; done)
for unit in $(our_units); do
  printf '%s\n' "$wanted" | grep -qxF "$unit" && continue
  systemctl disable --quiet --now "$unit"
  rm -f "/etc/systemd/system/$unit"
done

printf '%s\n' "$MOUNTS" | while read -r what where how; do
  [ -n "$what" ] || continue
  unit=$(unit_name "$where")
  phx_write "/etc/systemd/system/$unit" <<END
$(want_unit "$what" "$where" "$how")
END
  phx_serve "$unit" "/etc/systemd/system/$unit" || {
    grep -qw nfs4 /proc/filesystems || echo 'the kernel of this node has no NFS client, or this guest may not load it' >&2
    exit 1
  }
done

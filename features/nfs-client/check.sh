#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_packages nfs-common
printf '%s\n' "$MOUNTS" | while read -r what where how; do
  [ -n "$what" ] || continue
  unit=$(unit_name "$where")
  want_unit "$what" "$where" "$how" | phx_expect_file "/etc/systemd/system/$unit"
  phx_expect_unit "$unit"
done

#!/bin/sh
# The server stays where somebody else exports something.
set -eu
. "$PHX_LIB"
. ./want.sh

rm -f "$list"
exportfs -ra || :
if [ -z "$(exportfs -s 2>/dev/null)" ]; then
  systemctl disable --quiet --now nfs-server || :
  phx_apt_remove nfs-kernel-server
fi

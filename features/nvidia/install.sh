#!/bin/sh
# nvidia: NVIDIA's own installer without its kernel modules. The two halves of a driver must be of one version, so a node
# with another one is an error, not a warning.
set -eu
. "$PHX_LIB"
. ./want.sh

node=$(node_driver || :)
if [ -n "$node" ] && [ "$node" != "$driver" ]; then
  echo "the node runs driver $node, this feature installs $driver: bring one to the other" >&2
  exit 1
fi
[ "$(cat "$stamp" 2>/dev/null)" != "$(want_stamp)" ] || exit 0

phx_apt_install kmod pciutils
installer=/var/cache/phoenix/nvidia.run
phx_download driver "$installer"
if [ "$GRAPHICS" = true ]; then set --; else set -- --no-opengl-files; fi
# The installer unpacks 1 GB into TMPDIR, and /tmp may be memory.
TMPDIR=/var/tmp sh "$installer" --silent --no-kernel-modules --no-nouveau-check --no-x-check --no-backup --no-rpms "$@"
rm -f "$installer"
ldconfig
phx_write "$stamp" <<END
$(want_stamp)
END

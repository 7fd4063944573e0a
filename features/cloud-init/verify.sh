#!/bin/sh
# Asks cloud-init which instance it has run, and how that ended.
set -eu
. "$PHX_LIB"
. ./want.sh

ran=$(cat /var/lib/cloud/data/instance-id)
if [ "$ran" != "$(instance)" ] || [ ! -e /var/lib/cloud/instance/boot-finished ]; then
  echo "cloud-init has run the instance $ran, and not $(instance)" >&2
  exit 1
fi
phx_event version "$(cloud-init --version 2>&1 | sed 's/.* //')"

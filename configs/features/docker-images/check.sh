#!/bin/sh
set -eu
. "$PHX_LIB"

for image in $IMAGES; do
  docker image inspect "$image" >/dev/null 2>&1 || phx_drift "the image $image is not there"
done

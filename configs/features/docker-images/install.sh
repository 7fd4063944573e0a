#!/bin/sh
# docker-images: fetches what is not there yet. What was fetched for an older list stays: something may run it.
set -eu
. "$PHX_LIB"

for image in $IMAGES; do
  docker image inspect "$image" >/dev/null 2>&1 || { phx_progress "fetching $image" && docker pull --quiet "$image"; }
done

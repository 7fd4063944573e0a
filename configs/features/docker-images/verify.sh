#!/bin/sh
# Each is there and complete enough to be described.
set -eu

for image in $IMAGES; do
  docker image inspect --format '{{.Id}} {{.Size}}' "$image"
done

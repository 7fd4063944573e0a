#!/bin/sh
# Each folder is among what the kernel exports.
set -eu

exported=$(exportfs -s | cut -d' ' -f1)
printf '%s\n' "$EXPORTS" | while read -r folder _; do
  [ -z "$folder" ] || printf '%s\n' "$exported" | grep -qxF "$folder"
done

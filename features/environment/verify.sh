#!/bin/sh
# Starts a service and compares what it finds with the secrets, by their hashes.
set -eu
. "$PHX_LIB"

number=0
# shellcheck disable=SC2086 # names
systemd-run --quiet --wait --pipe --collect sh "$PWD/report.sh" $VARIABLES >"$PHX_TMP/environment.found"
for name in $VARIABLES; do
  number=$((number + 1))
  want=$(phx_secret "value-$number" | sha256sum)
  if [ "$(sed -n "${number}p" "$PHX_TMP/environment.found")" != "$want" ]; then
    echo "a service does not find $name" >&2
    exit 1
  fi
done

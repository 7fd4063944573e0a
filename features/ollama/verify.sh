#!/bin/sh
# Asks the server for its version and its models.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_wait_port "$PORT" 60
phx_event version "$(curl -fsS --max-time 20 "$(url)/api/version" | sed 's/.*"version":"\([^"]*\)".*/\1/')"
printf '%s\n' "$PULL" | while read -r model; do
  [ -z "$model" ] || has_model "$model" || { echo "the model $model is not there" >&2 && exit 1; }
done
if [ -e /dev/nvidiactl ]; then
  # It writes once, as it starts, on what it will compute.
  journalctl --quiet --unit ollama --output cat | grep -q 'library=[Cc][Uu][Dd][Aa]' || phx_event gpu 'not used'
fi

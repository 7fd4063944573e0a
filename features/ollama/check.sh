#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_unpacked ollama "$release"
want_unit | phx_expect_file "$unit_file"
phx_expect_unit ollama
printf '%s\n' "$PULL" | while read -r model; do
  [ -z "$model" ] || has_model "$model" || phx_drift "the model $model is not there"
done

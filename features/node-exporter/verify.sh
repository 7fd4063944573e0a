#!/bin/sh
# Reads the metrics and looks for one that every Linux has.
set -eu
. "$PHX_LIB"

phx_wait_port "$PORT" 15
metrics=$(curl -fsS --max-time 15 "http://${LISTEN:-127.0.0.1}:$PORT/metrics")
printf '%s\n' "$metrics" | grep -q '^node_memory_MemTotal_bytes [0-9]'
phx_event version "$(printf '%s\n' "$metrics" | sed -n 's/^node_exporter_build_info{.*[{,]version="\([^"]*\)".*/\1/p')"

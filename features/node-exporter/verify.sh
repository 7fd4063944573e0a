#!/bin/sh
# Reads the metrics and looks for one that every Linux has.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_wait_port "$PORT" 15
case $LISTEN in
'' | 0.0.0.0 | ::) address=127.0.0.1 ;;
*) address=$(host "$LISTEN") ;;
esac
metrics=$(curl -fsSg --max-time 15 "http://$address:$PORT/metrics")
printf '%s\n' "$metrics" | grep -q '^node_memory_MemTotal_bytes [0-9]'
phx_event version "$(printf '%s\n' "$metrics" | sed -n 's/^node_exporter_build_info{.*[{,]version="\([^"]*\)".*/\1/p')"

#!/bin/sh
# Asks for its health, and logs in as admin to see the data source.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_wait_port "$PORT" 120
curl -fsS --max-time 20 --retry 10 --retry-delay 3 --retry-all-errors "$base/api/health" | grep -q '"database": *"ok"'
sources=$(ask /api/datasources)
[ -z "$PROMETHEUS" ] || printf '%s' "$sources" | grep -qF "$PROMETHEUS"

#!/bin/sh
# Asks Open WebUI for its health.
set -eu
. "$PHX_LIB"

phx_wait_port "$PORT" 300
curl -fsS --max-time 15 --retry 20 --retry-delay 3 --retry-all-errors "http://127.0.0.1:$PORT/health" | grep -q true

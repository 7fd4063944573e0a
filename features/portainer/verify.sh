#!/bin/sh
# Asks the server for its status, or the agent for a ping.
set -eu
. "$PHX_LIB"

ask() { curl -fsSk --max-time 15 --retry 20 --retry-delay 3 --retry-all-errors "$@"; }
if [ "$ROLE" = server ]; then
  phx_wait_port "$PORT" 120
  phx_event version "$(ask "https://127.0.0.1:$PORT/api/system/status" | sed 's/.*"Version":"\([^"]*\)".*/\1/')"
else
  phx_wait_port "$AGENTPORT" 120
  ask -o /dev/null "https://127.0.0.1:$AGENTPORT/ping"
fi

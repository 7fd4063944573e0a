#!/bin/sh
# Writes a key, reads it back and takes it away.
set -eu
. "$PHX_LIB"

phx_wait_port "$PORT" 15
if [ -n "${PASSWORD_FILE:-}" ]; then
  REDISCLI_AUTH=$(phx_secret password)
  export REDISCLI_AUTH
fi
host=$(printf '%s\n' "$LISTEN" | sed -n '1{s/^0\.0\.0\.0$/127.0.0.1/;s/^\*$/127.0.0.1/;s/^::$/::1/;p}')
ask() { redis-cli -h "$host" -p "$PORT" "$@"; }
[ "$(ask SET phoenix:verify 1 EX 60)" = OK ]
[ "$(ask GET phoenix:verify)" = 1 ]
ask DEL phoenix:verify >/dev/null
phx_event version "$(ask INFO server | sed -n 's/^redis_version:\([0-9.]*\).*/\1/p')"

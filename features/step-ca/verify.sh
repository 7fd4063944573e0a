#!/bin/sh
# Asks for its health, by TLS that its own root must vouch for, and for its ACME directory.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_wait_port "$PORT" 30
name=$(printf '%s\n' "$DNS" | head -n 1)
ask() { curl -fsS --max-time 15 --cacert "$root" --connect-to "::127.0.0.1:$PORT" "https://$name:$PORT$1"; }
ask /health | grep -q '"ok"'
ask /acme/acme/directory | grep -q newOrder

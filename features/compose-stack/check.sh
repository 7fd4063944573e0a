#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

if [ -z "$FOLDER" ]; then printf '%s\n' "$COMPOSE" | phx_expect_file "$compose_file"; fi
[ -z "$(others)" ] || phx_drift "$(others | paste -sd ' ' -) runs under a name that nothing declares"
services=$(stack config --services)
for service in $services; do
  [ -n "$(containers "$service")" ] || phx_drift "$service of $NAME does not run"
done

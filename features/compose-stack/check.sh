#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

if [ -z "$FOLDER" ]; then printf '%s\n' "$COMPOSE" | phx_expect_file "$compose_file"; fi
for service in $(stack config --services); do
  running=$(docker ps -q -f "label=com.docker.compose.project=$NAME" -f "label=com.docker.compose.service=$service")
  [ -n "$running" ] || phx_drift "$service of $NAME does not run"
done

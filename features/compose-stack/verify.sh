#!/bin/sh
# Waits until every service runs, is healthy if it says how to tell, and the port answers.
set -eu
. "$PHX_LIB"
. ./want.sh

left=$WITHIN
for service in $(stack config --services); do
  while :; do
    state=$(docker ps -q -f "label=com.docker.compose.project=$NAME" -f "label=com.docker.compose.service=$service" |
      xargs -r docker inspect -f '{{.State.Status}}{{if .State.Health}} {{.State.Health.Status}}{{end}}' | sort -u)
    case $state in
    running | 'running healthy') break ;;
    esac
    [ "$left" -gt 0 ] || { echo "$service is \"$state\" after $WITHIN seconds" >&2 && stack logs --tail 20 "$service" && exit 1; }
    sleep 1
    left=$((left - 1))
  done
done
[ "$PORT" -eq 0 ] || phx_wait_port "$PORT" "$WITHIN"

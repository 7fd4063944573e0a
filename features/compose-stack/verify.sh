#!/bin/sh
# Waits until every service runs, is healthy if it says how to tell, and the port answers.
set -eu
. "$PHX_LIB"
. ./want.sh

services=$(stack config --services)
left=$WITHIN
for service in $services; do
  while :; do
    state=$(containers "$service" | xargs -r docker inspect \
      -f '{{.State.Status}}{{if .State.Health}} {{.State.Health.Status}}{{end}}' | sort -u)
    case $state in
      running | 'running healthy') break ;;
    esac
    if [ "$left" -le 0 ]; then
      echo "$service is \"$state\" after $WITHIN seconds" >&2
      stack logs --tail 20 "$service" >&2
      exit 1
    fi
    sleep 1
    left=$((left - 1))
  done
done
[ "$PORT" -eq 0 ] || phx_wait_port "$PORT" "$WITHIN"

#!/bin/sh
# Asks Traefik whether it lives, and each service for an answer that is not "no such route".
set -eu
. "$PHX_LIB"
. ./want.sh

phx_wait_port "$ping" 30
curl -fsS --max-time 10 -o /dev/null "http://127.0.0.1:$ping/ping"
if [ "$TLS" = true ]; then scheme=https port=$HTTPS; else scheme=http port=$HTTP; fi
phx_wait_port "$port" 15
printf '%s\n' "$SERVICES" | while IFS='=' read -r host target; do
  [ -n "$host" ] || continue
  answer=$(curl -sk --max-time 15 --resolve "$host:$port:127.0.0.1" -w '\n%{http_code}' "$scheme://$host:$port/" || :)
  case $answer in
    *502 | *504) echo "Traefik runs, but $target does not answer" ;;
    *000 | '404 page not found'*) echo "Traefik has no route to $host: $answer" >&2 && exit 1 ;;
  esac
done

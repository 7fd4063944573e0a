#!/bin/sh
# Waits until the server is ready and has scraped itself. Whether other targets are up is theirs to say.
set -eu
. "$PHX_LIB"
. ./want.sh

url=http://$(own_address):$PORT
phx_wait_port "$PORT" 30
curl -fsSg --max-time 10 --retry 15 --retry-delay 2 --retry-all-errors -o /dev/null "$url/-/ready"
tries=30
until curl -fsSg --max-time 10 -G --data-urlencode 'query=up{job="prometheus"}' "$url/api/v1/query" | grep -q ',"1"\]'; do
  tries=$((tries - 1))
  [ $tries -gt 0 ] || { echo 'no sample of its own yet' >&2 && exit 1; }
  sleep 1
done
phx_event version "$(curl -fsSg --max-time 10 "$url/api/v1/status/buildinfo" | sed 's/.*"version":"\([^"]*\)".*/\1/')"

#!/bin/sh
# Asks nginx for a page. For a proxy, 502 is nginx's own answer: the service behind has a check of its own.
set -eu
. "$PHX_LIB"

nginx -t -q
[ "$SITE" = true ] || exit 0
phx_wait_port "$LISTEN" 15
ask() {
  status=$(curl -sk --max-time 15 -o /dev/null -w '%{http_code}' "$1" || :)
  case $status in
  502 | 504) [ -z "$PROXY" ] || { echo "nginx runs, but $PROXY does not answer" && return 0; } ;;
  [1-4]??) return 0 ;;
  esac
  echo "$1 answers $status" >&2
  return 1
}
ask "http://127.0.0.1:$LISTEN/"
[ -z "$CERTIFICATE" ] || ask "https://127.0.0.1:$TLSLISTEN/"

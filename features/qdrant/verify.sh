#!/bin/sh
# Makes a collection, finds it, and takes it away.
set -eu
. "$PHX_LIB"

case $LISTEN in
  0.0.0.0) url=http://127.0.0.1:$PORT ;;
  *) url=http://$LISTEN:$PORT ;;
esac
phx_wait_port "$PORT" 60
# The key goes to curl on a file of headers: arguments can be read by everybody in the guest.
headers=$PHX_TMP/headers
: >"$headers"
chmod 600 "$headers"
[ -z "${KEY_FILE:-}" ] || printf 'api-key: %s\n' "$(phx_secret key)" >"$headers"
ask() { curl -fsS --max-time 20 --retry 10 --retry-delay 2 --retry-all-errors -H "@$headers" -H 'content-type: application/json' "$@"; }
ask -o /dev/null "$url/readyz"
ask -X PUT -o /dev/null -d '{ "vectors": { "size": 4, "distance": "Dot" } }' "$url/collections/phoenix-verify"
ask "$url/collections" | grep -q '"phoenix-verify"'
ask -X DELETE -o /dev/null "$url/collections/phoenix-verify"

#!/bin/sh
# Waits until the model is loaded, then asks for the list of models.
set -eu
. "$PHX_LIB"

case $LISTEN in
  0.0.0.0) url=http://127.0.0.1:$PORT ;;
  *) url=http://$LISTEN:$PORT ;;
esac
headers=$PHX_TMP/headers
: >"$headers"
chmod 600 "$headers"
[ -z "${KEY_FILE:-}" ] || printf 'authorization: Bearer %s\n' "$(phx_secret key)" >"$headers"
left=$WITHIN
until [ "$(curl -s --max-time 10 -o /dev/null -w '%{http_code}' "$url/health")" = 200 ]; do
  [ "$left" -gt 0 ] || { echo "no model after $WITHIN seconds" >&2 && exit 1; }
  sleep 2
  left=$((left - 2))
done
curl -fsS --max-time 20 -H "@$headers" "$url/v1/models" | grep -q '"data"'

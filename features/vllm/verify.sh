#!/bin/sh
# Waits until the model is loaded, then looks for it among the models that clients see.
set -eu
. "$PHX_LIB"

headers=$PHX_TMP/headers
: >"$headers"
chmod 600 "$headers"
[ -z "${KEY_FILE:-}" ] || printf 'authorization: Bearer %s\n' "$(phx_secret key)" >"$headers"
left=$WITHIN
until curl -fs --max-time 10 -o /dev/null "http://127.0.0.1:$PORT/health"; do
  if [ "$left" -le 0 ]; then
    echo "no model after $WITHIN seconds" >&2
    journalctl --quiet --no-pager --lines 20 --unit phoenix-vllm >&2
    exit 1
  fi
  sleep 3
  left=$((left - 3))
done
curl -fsS --max-time 20 -H "@$headers" "http://127.0.0.1:$PORT/v1/models" | grep -qF "\"${NAME:-$MODEL}\""

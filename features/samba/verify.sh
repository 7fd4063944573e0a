#!/bin/sh
# The server answers, takes the password, and has each share.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_wait_port 445 30
[ -z "${PASSWORD_FILE:-}" ] || may_log_in
shares=$(testparm -s 2>/dev/null)
printf '%s\n' "$SHARES" | while read -r name _; do
  [ -z "$name" ] || printf '%s\n' "$shares" | grep -qxF "[$name]"
done

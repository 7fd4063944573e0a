#!/bin/sh
# compose-stack: the file, then `up`. Compose itself leaves alone what did not change, and Docker starts it at boot.
set -eu
. "$PHX_LIB"
. ./want.sh

if [ -z "$FOLDER" ]; then
  [ -n "$COMPOSE" ] || { echo 'compose-stack needs "compose" or "folder"' >&2 && exit 1; }
  phx_write "$compose_file" <<END
$COMPOSE
END
fi
mkdir -p "$project"
[ -e "$project/.phoenix" ] || : >"$project/.phoenix"
for other in $(others); do take_away "$other"; done
stack config -q
if [ "$PULL" = true ]; then stack pull -q; fi
stack up -d --remove-orphans

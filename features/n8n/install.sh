#!/bin/sh
# n8n: the pinned image, its variables in a file, a unit that runs it.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install curl
docker image inspect "$IMAGE" >/dev/null 2>&1 || { phx_progress "fetching $IMAGE" && docker pull --quiet "$IMAGE"; }
[ -d "$DATA" ] || install -d "$DATA"
[ "$(stat -c %u "$DATA")" = 1000 ] || chown -R 1000:1000 "$DATA"
phx_write "$env_file" 0600 <<END
$(want_env)
END
phx_write "$unit_file" <<END
$(want_unit)
END
phx_serve "$unit" "$unit_file" "$env_file"

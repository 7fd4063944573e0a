#!/bin/sh
# portainer: the pinned image of the role, its secrets in files, a unit that runs it.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install curl
docker image inspect "$IMAGE" >/dev/null 2>&1 || { phx_progress "fetching $IMAGE" && docker pull --quiet "$IMAGE"; }
[ "$ROLE" != server ] || [ -d "$DATA" ] || install -d "$DATA"
phx_write "$env_file" 0600 <<END
$(want_env)
END
if [ "$ROLE" = server ] && [ -n "${PASSWORD_FILE:-}" ]; then phx_write "$password_file" 0600 <"$PASSWORD_FILE"; else rm -f "$password_file"; fi
phx_write "$unit_file" <<END
$(want_unit)
END
phx_serve "$unit" "$unit_file" "$env_file"

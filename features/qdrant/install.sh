#!/bin/sh
# qdrant: the pinned binary, an account of its own, configuration and unit.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install ca-certificates curl
phx_unpack qdrant "$release"
id -u qdrant >/dev/null 2>&1 || useradd --system --user-group --home-dir "$DATA" --no-create-home --shell /usr/sbin/nologin qdrant
[ -d "$DATA" ] || install -d "$DATA"
[ "$(stat -c %U "$DATA")" = qdrant ] || chown -R qdrant:qdrant "$DATA"

phx_write "$conf" <<END
$(want_conf)
END
if [ -n "${KEY_FILE:-}" ]; then
  phx_write "$env_file" 0600 <<END
$(want_env)
END
elif [ -s "$env_file" ]; then
  : >"$env_file"
fi
phx_write "$unit_file" <<END
$(want_unit)
END
phx_serve qdrant "$unit_file" "$conf" "$env_file" "$release/.phx-pin"

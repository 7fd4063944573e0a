#!/bin/sh
# grafana: the pinned release, settings, data source, unit, and the password of admin.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install ca-certificates curl
phx_unpack grafana "$release"
id -u grafana >/dev/null 2>&1 || useradd --system --user-group --home-dir "$DATA" --no-create-home --shell /usr/sbin/nologin grafana
[ -d "$DATA" ] || install -d "$DATA"
[ "$(stat -c %U "$DATA")" = grafana ] || chown -R grafana:grafana "$DATA"
phx_write "$conf" <<END
$(want_conf)
END
phx_write "$source_file" <<END
$(want_source)
END
phx_write "$boards_file" <<END
$(want_boards)
END
phx_write "$unit_file" <<END
$(want_unit)
END
phx_serve grafana "$unit_file" "$conf" "$source_file" "$boards_file" "$release/.phx-pin"
phx_wait_port "$PORT" 120
if ! ask /api/org >/dev/null 2>&1; then
  phx_secret password | (cd "$(home)" && runuser -u grafana -- ./bin/grafana cli --config "$conf" --homepath "$(home)" \
    admin reset-admin-password --password-from-stdin >/dev/null)
fi

#!/bin/sh
# systemd-service: a unit from the options.
set -eu
. "$PHX_LIB"
. ./want.sh

if [ -e "/lib/systemd/system/$NAME.service" ]; then
  echo "$NAME.service is a unit of the distribution; choose another name" >&2
  exit 1
fi
# shellcheck disable=SC2086
phx_apt_install curl $PACKAGES
if [ -n "$ACCOUNT" ] && ! id -u "$ACCOUNT" >/dev/null 2>&1; then
  useradd --system --user-group --home-dir "${DIRECTORY:-/nonexistent}" --shell /usr/sbin/nologin "$ACCOUNT"
fi

if [ -n "${SECRETS_FILE:-}" ]; then
  phx_write "$env_file" 0600 <"$SECRETS_FILE"
else
  rm -f "$env_file"
fi
phx_write "$unit_file" <<END
$(want_unit)
END
for unit in $(other_units); do
  systemctl disable --quiet --now "$unit"
  rm -f "/etc/systemd/system/$unit" "/etc/phoenix/${unit%.service}.env"
  systemctl daemon-reload
done
phx_serve "$NAME.service" "$unit_file" "$env_file"

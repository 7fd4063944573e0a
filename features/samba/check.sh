#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_packages samba smbclient
want_conf | phx_expect_file "$conf"
grep -qxF "$line" "$main" || phx_drift "$main does not include $conf any more"
[ -z "${PASSWORD_FILE:-}" ] || pdbedit -L -u "$ACCOUNT" >/dev/null 2>&1 || phx_drift "Samba does not know $ACCOUNT"
phx_expect_unit smbd

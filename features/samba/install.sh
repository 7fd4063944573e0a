#!/bin/sh
# samba: a file of its own, which smb.conf includes at its end; the password goes by stdin.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install samba smbclient
id -u "$ACCOUNT" >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin "$ACCOUNT"
phx_write "$conf" <<END
$(want_conf)
END
grep -qxF "$line" "$main" || printf '%s\n' "$line" >>"$main"
testparm -s >/dev/null 2>&1 || { testparm -s >/dev/null; exit 1; }
phx_serve smbd "$conf" "$main"
phx_wait_port 445 30
if [ -n "${PASSWORD_FILE:-}" ] && ! may_log_in; then
  password=$(phx_secret password)
  printf '%s\n%s\n' "$password" "$password" | smbpasswd -s -a "$ACCOUNT" >/dev/null
  smbpasswd -e "$ACCOUNT" >/dev/null
fi

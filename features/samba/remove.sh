#!/bin/sh
# Folders, the account and smb.conf's other lines stay.
set -eu
. "$PHX_LIB"
. ./want.sh

smbpasswd -x "$ACCOUNT" >/dev/null 2>&1 || :
rm -f "$conf"
if [ -f "$main" ]; then
  kept=$(grep -vxF "$line" "$main" || :)
  phx_write "$main" <<END
$kept
END
fi
systemctl disable --quiet --now smbd nmbd || :
phx_apt_remove samba

#!/bin/sh
# node-base: time zone, an account with sudo and keys, package sources. Other accounts and sources are left alone.
set -eu
. "$PHX_LIB"
. ./want.sh

if [ -n "$TIMEZONE" ]; then
  phx_apt_install tzdata
  [ -f "/usr/share/zoneinfo/$TIMEZONE" ] || { echo "no such time zone: $TIMEZONE" >&2; exit 1; }
  [ "$(readlink -f /etc/localtime)" = "$(readlink -f "/usr/share/zoneinfo/$TIMEZONE")" ] ||
    ln -sfn "/usr/share/zoneinfo/$TIMEZONE" /etc/localtime
  phx_write /etc/timezone <<END
$TIMEZONE
END
fi

if [ -n "$ACCOUNT" ]; then
  phx_apt_install sudo
  id -u "$ACCOUNT" >/dev/null 2>&1 || useradd --create-home --shell /bin/bash "$ACCOUNT"
  want_sudoers | visudo -cf - >/dev/null
  phx_write "$sudoers" 0440 <<END
$(want_sudoers)
END
  home=$(home_of "$ACCOUNT")
  install -d -m 0700 -o "$ACCOUNT" -g "$ACCOUNT" "$home/.ssh"
  phx_write "$home/.ssh/authorized_keys" 0600 <<END
$(want_keys)
END
  chown "$ACCOUNT:" "$home/.ssh/authorized_keys"
else
  rm -f "$sudoers"
fi

if [ "$SUBSCRIPTION" = false ]; then
  for file in "$paid_source" "$paid_list"; do
    [ ! -f "$file" ] || mv -f "$file" "$file$aside"
  done
  phx_write "$free_source" <<END
$(want_source)
END
else
  rm -f "$free_source"
  for file in "$paid_source" "$paid_list"; do
    [ ! -f "$file$aside" ] || mv -f "$file$aside" "$file"
  done
fi

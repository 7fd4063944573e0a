#!/bin/sh
# base: accounts, SSH by key, time zone, locale, security updates, journal.
set -eu
. "$PHX_LIB"
. ./want.sh

# shellcheck disable=SC2086
phx_apt_install tzdata $PACKAGES

printf '%s\n' "$USERS" | while IFS=: read -r name groups; do
  [ -n "$name" ] || continue
  id -u "$name" >/dev/null 2>&1 || useradd --create-home --shell /bin/bash "$name"
  for group in $(printf '%s' "$groups" | tr , ' '); do
    getent group "$group" >/dev/null || groupadd --system "$group"
    id -nG "$name" | tr ' ' '\n' | grep -qx "$group" || usermod --append --groups "$group" "$name"
  done
done

if [ -n "$SUDO" ]; then
  phx_apt_install sudo
  want_sudoers | visudo -cf - >/dev/null
  phx_write "$sudoers" 0440 <<END
$(want_sudoers)
END
else
  rm -f "$sudoers"
fi

for file in "$keys_dir"/*; do
  key_owners | grep -qx "${file##*/}" || rm -f "$file"
done
for name in $(key_owners); do
  phx_write "$keys_dir/$name" <<END
$(want_keys "$name")
END
done

if [ "$SSH" = true ]; then
  phx_write "$sshd_conf" <<END
$(want_sshd)
END
  phx_apt_install openssh-server
  # Ubuntu starts its server by a socket, so that its folder is not there until somebody asks.
  mkdir -p /run/sshd
  sshd -t
  phx_serve ssh "$sshd_conf"
elif [ -e "$sshd_conf" ]; then
  # Without this file passwords would count again, so the server goes first.
  stop_sshd
  rm -f "$sshd_conf"
fi

if [ -n "$TIMEZONE" ] && [ "$(readlink -f /etc/localtime)" != "$(readlink -f "/usr/share/zoneinfo/$TIMEZONE")" ]; then
  [ -f "/usr/share/zoneinfo/$TIMEZONE" ] || { echo "no such time zone: $TIMEZONE" >&2; exit 1; }
  ln -sfn "/usr/share/zoneinfo/$TIMEZONE" /etc/localtime
  echo "$TIMEZONE" >/etc/timezone
fi

if [ -n "$LOCALE" ]; then
  if [ "$LOCALE" != C.UTF-8 ]; then
    phx_apt_install locales
    if ! grep -qx "$LOCALE UTF-8" /etc/locale.gen; then
      echo "$LOCALE UTF-8" >>/etc/locale.gen
    fi
    localectl list-locales | grep -qx "$LOCALE" || locale-gen
  fi
  phx_write "$locale_conf" <<END
LANG=$LOCALE
END
fi

[ "$UPGRADES" != true ] || phx_apt_install unattended-upgrades
phx_write "$apt_conf" <<END
$(want_apt)
END

if [ -n "$JOURNAL" ]; then
  phx_write "$journal_conf" <<END
$(want_journal)
END
  phx_serve systemd-journald "$journal_conf"
elif [ -e "$journal_conf" ]; then
  rm -f "$journal_conf"
  systemctl restart systemd-journald
fi

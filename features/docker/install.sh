#!/bin/sh
# docker: the engine of the chosen channel, with daemon.json from the options.
set -eu
. "$PHX_LIB"
. ./want.sh

if [ "$CHANNEL" = upstream ]; then
  phx_apt_remove docker.io docker-cli docker-compose docker-compose-v2 containerd runc
  phx_download docker-key "$key"
  phx_write "$source_list" <<END
$(want_source)
END
else
  phx_apt_remove docker-ce docker-ce-cli containerd.io docker-compose-plugin
  rm -f "$source_list" "$key"
fi

# Written first: the package starts the daemon at once.
phx_write "$conf" <<END
$(want_conf)
END
[ "$STORAGE" != fuse-overlayfs ] || phx_apt_install fuse-overlayfs
# shellcheck disable=SC2046
phx_apt_install iptables ca-certificates $(packages)

# Whoever is not named any more must not stay root by this way.
if [ -f "$members_file" ]; then
  while read -r name; do
    printf '%s\n' "$MEMBERS" | grep -qx "$name" || gpasswd --delete "$name" docker >/dev/null 2>&1 || :
  done <"$members_file"
fi
printf '%s\n' "$MEMBERS" | while read -r name; do
  [ -z "$name" ] || id -nG "$name" | tr ' ' '\n' | grep -qx docker || usermod --append --groups docker "$name"
done
phx_write "$members_file" <<END
$MEMBERS
END
phx_serve docker "$conf"

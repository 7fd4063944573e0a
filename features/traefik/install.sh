#!/bin/sh
# traefik: the pinned binary, its configuration, a unit. Routes are read again by Traefik itself.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install ca-certificates curl
phx_unpack traefik "$release"
mkdir -p "$dynamic" /var/lib/traefik
phx_write "$conf" <<END
$(want_conf)
END
phx_write "$routes" <<END
$(want_routes)
END
for file in "$dynamic"/own-*; do
  if [ -L "$file" ] && [ "$(dirname "$(readlink "$file")")" != "$FOLDER" ]; then rm -f "$file"; fi
done
if [ -n "$FOLDER" ]; then
  for file in "$FOLDER"/*.yml "$FOLDER"/*.yaml "$FOLDER"/*.toml; do
    if [ -e "$file" ] && [ ! -L "$dynamic/own-${file##*/}" ]; then ln -s "$file" "$dynamic/own-${file##*/}"; fi
  done
fi
phx_write "$unit_file" <<END
$(want_unit)
END
phx_serve traefik "$unit_file" "$conf" "$release/.phx-pin"

#!/bin/sh
# llama-cpp: the pinned build of the chosen backend, an account of its own, a unit.
set -eu
. "$PHX_LIB"
. ./want.sh

[ -f "$MODEL" ] || { echo "there is no model at $MODEL" >&2 && exit 1; }
phx_apt_install ca-certificates curl libgomp1
[ "$BACKEND" != vulkan ] || phx_apt_install libvulkan1
phx_unpack "llama-$BACKEND" "$release"
[ -n "$(program)" ] || { echo "there is no llama-server in the archive" >&2 && exit 1; }
id -u llama >/dev/null 2>&1 || useradd --system --user-group --home-dir /nonexistent --shell /usr/sbin/nologin llama
for group in video render; do
  if getent group "$group" >/dev/null; then
    id -nG llama | tr ' ' '\n' | grep -qx "$group" || usermod --append --groups "$group" llama
  fi
done

if [ -n "${KEY_FILE:-}" ]; then
  phx_write "$key_file" 0640 <"$KEY_FILE"
  [ "$(stat -c %G "$key_file")" = llama ] || chgrp llama "$key_file"
else
  rm -f "$key_file"
fi
phx_write "$unit_file" <<END
$(want_unit)
END
phx_serve llama-server "$unit_file" "$key_file" "$release/.phx-pin"

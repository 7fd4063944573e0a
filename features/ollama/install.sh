#!/bin/sh
# ollama: the pinned release, an account of its own, a unit, the models.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install ca-certificates curl zstd
phx_unpack ollama "$release"
id -u ollama >/dev/null 2>&1 || useradd --system --user-group --create-home --home-dir "$home" --shell /usr/sbin/nologin ollama
# The nodes of a card belong to these, where the guest has them.
for group in video render; do
  if getent group "$group" >/dev/null; then
    id -nG ollama | tr ' ' '\n' | grep -qx "$group" || usermod --append --groups "$group" ollama
  fi
done
if [ ! -d "$MODELS" ]; then install -d -o ollama -g ollama "$MODELS"; fi

phx_write "$unit_file" <<END
$(want_unit)
END
phx_serve ollama "$unit_file" "$release/.phx-pin"
phx_wait_port "$PORT" 60

printf '%s\n' "$PULL" | while read -r model; do
  if [ -z "$model" ] || has_model "$model"; then continue; fi
  phx_progress "fetching the model $model"
  OLLAMA_HOST=$(url) "$release/bin/ollama" pull "$model" </dev/null
done

# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
release=/opt/phoenix/llama-cpp
key_file=/etc/phoenix/llama-cpp.key
unit_file=/etc/systemd/system/llama-server.service

# Releases differ in how deep the program lies; its libraries are beside it.
program() { find "$release" -name llama-server -type f | head -n 1; }

want_unit() {
  cat <<END
[Unit]
Description=llama.cpp server
After=network-online.target
Wants=network-online.target

[Service]
User=llama
Environment=LD_LIBRARY_PATH=$(dirname "$(program)")
END
  printf 'ExecStart=%s --model %s --host %s --port %s --ctx-size %s' "$(program)" "$MODEL" "$LISTEN" "$PORT" "$CONTEXT"
  [ "$BACKEND" = cpu ] || printf ' --n-gpu-layers %s' "$LAYERS"
  [ -z "$ALIAS" ] || printf ' --alias %s' "$ALIAS"
  [ -z "${KEY_FILE:-}" ] || printf ' --api-key-file %s' "$key_file"
  [ -z "$SETTINGS" ] || printf ' %s' "$(printf '%s\n' "$SETTINGS" | sed 's/%/%%/g' | paste -sd ' ' -)"
  cat <<END

Restart=on-failure
RestartSec=5

[Install]
WantedBy=multi-user.target
END
}

# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
release=/opt/phoenix/ollama
home=/var/lib/ollama
unit_file=/etc/systemd/system/ollama.service

want_unit() {
  cat <<END
[Unit]
Description=Ollama
After=network-online.target
Wants=network-online.target

[Service]
User=ollama
Environment=HOME=$home
Environment=OLLAMA_HOST=$LISTEN:$PORT
Environment=OLLAMA_MODELS=$MODELS
Environment=OLLAMA_KEEP_ALIVE=$KEEP
END
  [ -z "$SETTINGS" ] || printf '%s\n' "$SETTINGS" | sed -e 's/[\\"]/\\&/g' -e 's/%/%%/g' -e 's/.*/Environment="&"/'
  cat <<END
ExecStart=$release/bin/ollama serve
Restart=on-failure
RestartSec=3

[Install]
WantedBy=multi-user.target
END
}

url() {
  case $LISTEN in
    0.0.0.0) printf 'http://127.0.0.1:%s' "$PORT" ;;
    *) printf 'http://%s:%s' "$LISTEN" "$PORT" ;;
  esac
}

# A name without a tag is the tag "latest".
full_name() {
  case $1 in
    *:*) printf '%s' "$1" ;;
    *) printf '%s:latest' "$1" ;;
  esac
}

has_model() { curl -fsS --max-time 20 "$(url)/api/tags" | grep -qF "\"name\":\"$(full_name "$1")\""; }

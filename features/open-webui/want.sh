# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
env_file=/etc/phoenix/open-webui.env
unit=phoenix-open-webui
unit_file=/etc/systemd/system/$unit.service

want_env() {
  printf 'PORT=%s\nWEBUI_AUTH=%s\nANONYMIZED_TELEMETRY=false\n' "$PORT" "$LOGIN"
  [ -z "$OLLAMA" ] || printf 'OLLAMA_BASE_URL=%s\n' "$OLLAMA"
  [ -z "$OPENAI" ] || printf 'OPENAI_API_BASE_URL=%s\n' "$OPENAI"
  [ -z "${SIGNING_FILE:-}" ] || printf 'WEBUI_SECRET_KEY=%s\n' "$(phx_secret signing)"
  [ -z "$SETTINGS" ] || printf '%s\n' "$SETTINGS"
}

# On the guest's own network: the guest is the wall, so nothing is gained by a second one.
want_unit() {
  cat <<END
[Unit]
Description=Open WebUI
Requires=docker.service
After=docker.service

[Service]
ExecStartPre=-/usr/bin/docker rm --force $unit
ExecStart=/usr/bin/docker run --rm --name $unit --network host --log-driver none --env-file $env_file \\
  --volume $DATA:/app/backend/data $IMAGE
ExecStop=/usr/bin/docker stop $unit
SuccessExitStatus=143
Restart=always
RestartSec=5

[Install]
WantedBy=multi-user.target
END
}

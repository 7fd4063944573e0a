# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
env_file=/etc/phoenix/n8n.env
unit=phoenix-n8n
unit_file=/etc/systemd/system/$unit.service

want_env() {
  cat <<END
N8N_PORT=$PORT
N8N_SECURE_COOKIE=$SECURECOOKIE
N8N_DIAGNOSTICS_ENABLED=false
GENERIC_TIMEZONE=$TIMEZONE
TZ=$TIMEZONE
END
  [ -z "$URL" ] || printf 'WEBHOOK_URL=%s\n' "$URL"
  [ -z "${ENCRYPTION_FILE:-}" ] || printf 'N8N_ENCRYPTION_KEY=%s\n' "$(phx_secret encryption)"
  [ -z "$SETTINGS" ] || printf '%s\n' "$SETTINGS"
}

# On the guest's own network: the guest is the wall, so nothing is gained by a second one.
want_unit() {
  cat <<END
[Unit]
Description=n8n
Requires=docker.service
After=docker.service

[Service]
ExecStartPre=-/usr/bin/docker rm --force $unit
ExecStart=/usr/bin/docker run --rm --name $unit --network host --log-driver none --env-file $env_file \\
  --volume $DATA:/home/node/.n8n $IMAGE
ExecStop=/usr/bin/docker stop $unit
SuccessExitStatus=143
Restart=always
RestartSec=5

[Install]
WantedBy=multi-user.target
END
}

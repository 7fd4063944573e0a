# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
release=/opt/phoenix/qdrant
conf=/etc/qdrant/phoenix.yaml
env_file=/etc/qdrant/phoenix.env
unit_file=/etc/systemd/system/qdrant.service

want_conf() {
  cat <<END
storage:
  storage_path: $DATA
  snapshots_path: $DATA/snapshots
service:
  host: $LISTEN
  http_port: $PORT
  grpc_port: $GRPC
telemetry_disabled: true
END
}

want_env() { printf 'QDRANT__SERVICE__API_KEY=%s\n' "$(phx_secret key)"; }

want_unit() {
  cat <<END
[Unit]
Description=Qdrant
After=network-online.target
Wants=network-online.target

[Service]
User=qdrant
WorkingDirectory=$DATA
EnvironmentFile=-$env_file
ExecStart=$release/qdrant --config-path $conf
LimitNOFILE=65536
Restart=on-failure

[Install]
WantedBy=multi-user.target
END
}

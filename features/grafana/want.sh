# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
release=/opt/phoenix/grafana
conf=/etc/grafana/phoenix.ini
provisioning=/etc/grafana/provisioning
source_file=$provisioning/datasources/phoenix.yaml
boards_file=$provisioning/dashboards/phoenix.yaml
unit_file=/etc/systemd/system/grafana.service
base=http://${LISTEN:-127.0.0.1}:$PORT

want_conf() {
  printf '[paths]\ndata = %s\nlogs = %s/log\nplugins = %s/plugins\nprovisioning = %s\n' "$DATA" "$DATA" "$DATA" "$provisioning"
  printf '[server]\nhttp_addr = %s\nhttp_port = %s\n' "$LISTEN" "$PORT"
  [ -z "$URL" ] || printf 'root_url = %s\n' "$URL"
  printf '[analytics]\nreporting_enabled = false\ncheck_for_updates = false\n[users]\nallow_sign_up = false\n'
}

want_source() {
  printf 'apiVersion: 1\n'
  if [ -n "$PROMETHEUS" ]; then
    printf 'datasources:\n  - name: Prometheus\n    type: prometheus\n    access: proxy\n    url: %s\n    isDefault: true\n' "$PROMETHEUS"
  fi
}

want_boards() {
  printf 'apiVersion: 1\n'
  [ -z "$DASHBOARDS" ] || printf 'providers:\n  - name: phoenix\n    options:\n      path: %s\n' "$DASHBOARDS"
}

# The archive has one folder, named after the version.
home() { find "$release" -maxdepth 4 -path '*/bin/grafana' -type f | sed 's|/bin/grafana$||' | head -n 1; }

want_unit() {
  home=$(home)
  cat <<END
[Unit]
Description=Grafana
After=network-online.target
Wants=network-online.target

[Service]
User=grafana
WorkingDirectory=$home
ExecStart=$home/bin/grafana server --config=$conf --homepath=$home
Restart=on-failure
RestartSec=3

[Install]
WantedBy=multi-user.target
END
}

# Name and password go to curl in a file: arguments can be read by everybody in the guest.
ask() {
  printf 'user = "admin:%s"\n' "$(phx_secret password | sed 's/[\\"]/\\&/g')" |
    curl -fsS --max-time 20 --config - "$base$1"
}

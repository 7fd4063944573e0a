# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
ca_release=/opt/phoenix/step-ca
cli_release=/opt/phoenix/step
export STEPPATH=/etc/step-ca
conf=$STEPPATH/config/ca.json
root=$STEPPATH/certs/root_ca.crt
secret_file=$STEPPATH/phoenix-password
unit_file=/etc/systemd/system/step-ca.service

# Releases differ in how deep the program lies.
program() { find "$1" -name "$2" -type f | head -n 1; }

# opens_with PASSWORD_FILE KEY: a key without a password opens with any.
opens_with() { openssl pkey -in "$2" -passin "file:$1" -noout 2>/dev/null; }

want_unit() {
  cat <<END
[Unit]
Description=step-ca
After=network-online.target
Wants=network-online.target

[Service]
User=step
Environment=STEPPATH=$STEPPATH
ExecStart=$(program "$ca_release" step-ca) $conf --password-file $secret_file
AmbientCapabilities=CAP_NET_BIND_SERVICE
Restart=on-failure
RestartSec=5

[Install]
WantedBy=multi-user.target
END
}

# Address and durations may change later; they are the only keys of ca.json that are ours.
want_conf() {
  jq --arg address ":$PORT" --arg duration "$DURATION" \
    '.address = $address | .authority.claims = ((.authority.claims // {}) + { defaultTLSCertDuration: $duration, maxTLSCertDuration: $duration })' "$conf"
}

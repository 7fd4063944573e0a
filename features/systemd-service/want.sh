# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by install.sh, check.sh and verify.sh.
unit_file=/etc/systemd/system/$NAME.service
env_file=/etc/phoenix/$NAME.env

# One service a guest, known by its first line: under its old name it is taken away.
mark='# phoenix: systemd-service'
other_units() {
  grep -lsx "$mark" /etc/systemd/system/*.service | sed 's|.*/||' | grep -vxF "$NAME.service" || :
}

want_unit() {
  printf '%s\n' "$mark"
  printf '[Unit]\nDescription=%s (Phoenix)\nWants=network-online.target\nAfter=network-online.target\n\n' "$NAME"
  printf '[Service]\nExecStart=%s\nRestart=on-failure\nRestartSec=2\n' "$EXEC"
  [ -z "$ACCOUNT" ] || printf 'User=%s\n' "$ACCOUNT"
  [ -z "$DIRECTORY" ] || printf 'WorkingDirectory=%s\n' "$DIRECTORY"
  # In systemd's double quotes a backslash, a quote and a percent sign need one more.
  printf '%s\n' "$ENVIRONMENT" | sed -n -e 's/[\\"]/\\&/g' -e 's/%/%%/g' -e 's/..*/Environment="&"/p'
  [ -z "${SECRETS_FILE:-}" ] || printf 'EnvironmentFile=%s\n' "$env_file"
  [ -z "$SETTINGS" ] || printf '%s\n' "$SETTINGS"
  printf '\n[Install]\nWantedBy=multi-user.target\n'
}

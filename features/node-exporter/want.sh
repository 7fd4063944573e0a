# shellcheck shell=sh disable=SC2034,SC2086
# What the options ask for. Read by the other scripts.
unit=prometheus-node-exporter
drop_in=/etc/systemd/system/$unit.service.d/phoenix.conf

# An address of IPv6 as it stands before a port.
host() { case $1 in *:*) printf '[%s]' "$1" ;; *) printf '%s' "$1" ;; esac }

# The unit starts "prometheus-node-exporter $ARGS" from a file of the package; that file is left alone and no longer read.
want_drop_in() {
  printf '[Service]\nEnvironmentFile=\nEnvironment="ARGS=--web.listen-address=%s:%s' "$(host "$LISTEN")" "$PORT"
  [ -z "$ENABLE" ] || printf ' --collector.%s' $ENABLE
  [ -z "$DISABLE" ] || printf ' --no-collector.%s' $DISABLE
  printf '"\n'
}

# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
conf=/etc/prometheus/phoenix.yml
drop_in=/etc/systemd/system/prometheus.service.d/phoenix.conf

# An address of IPv6 as it stands before a port.
host() { case $1 in *:*) printf '[%s]' "$1" ;; *) printf '%s' "$1" ;; esac }

# Where it asks for its own samples.
own_address() { case $LISTEN in '' | 0.0.0.0 | ::) printf 127.0.0.1 ;; *) host "$LISTEN" ;; esac }

want_conf() {
  printf 'global:\n  scrape_interval: %s\n  evaluation_interval: %s\n' "$INTERVAL" "$INTERVAL"
  [ -z "$RULES" ] || printf 'rule_files:\n%s\n' "$(printf '%s\n' "$RULES" | sed "s/.*/  - '&'/")"
  printf 'scrape_configs:\n'
  # A job is one name and one path: its targets are put together in the order in which they are given, its own first.
  printf 'prometheus=%s:%s\n%s\n' "$(own_address)" "$PORT" "$TARGETS" | awk -F= '
    NF < 2 { next }
    {
      rest = substr($0, length($1) + 2); slash = index(rest, "/")
      host = slash ? substr(rest, 1, slash - 1) : rest
      path = slash ? substr(rest, slash) : "/metrics"
      id = $1 SUBSEP path
      if (!(id in hosts)) { order[++n] = id; job[id] = $1 (seen[$1]++ ? "-" seen[$1] : ""); where[id] = path }
      hosts[id] = hosts[id] (id in hosts && hosts[id] != "" ? ", " : "") "\047" host "\047"
    }
    END {
      for (i = 1; i <= n; i++) {
        id = order[i]
        printf "  - job_name: \047%s\047\n    metrics_path: \047%s\047\n    static_configs:\n      - targets: [%s]\n", job[id], where[id], hosts[id]
      }
    }'
}

# The unit starts "prometheus $ARGS" from a file of the package; that file is left alone and no longer read.
want_drop_in() {
  printf '[Service]\nEnvironmentFile=\nEnvironment="ARGS=--config.file=%s --web.listen-address=%s:%s' "$conf" "$(host "$LISTEN")" "$PORT"
  printf ' --storage.tsdb.path=%s --storage.tsdb.retention.time=%s"\n' "$DATA" "$RETENTION"
}

# shellcheck shell=sh disable=SC2034
# What the options ask for, and where the distribution's one cluster is. Read by install.sh, check.sh, verify.sh.
find_cluster() {
  # Of several versions after an upgrade of the distribution, the newest: an old one has to be moved by hand.
  version=$(pg_lsclusters -h 2>/dev/null | awk '$2 == "main" { print $1 }' | sort -n | tail -n 1)
  etc=/etc/postgresql/$version/main
  conf=$etc/conf.d/phoenix.conf
  hba=$etc/pg_hba.conf
  unit=postgresql@$version-main
}

want_conf() {
  # Its own check logs in over loopback.
  case ",$LISTEN," in
  *[,\ ]localhost[,\ ]* | *[,\ ]\*[,\ ]* | *[,\ ]0.0.0.0[,\ ]* | *[,\ ]127.0.0.1[,\ ]*) addresses=$LISTEN ;;
  *) addresses=localhost,$LISTEN ;;
  esac
  printf "listen_addresses = '%s'\nport = %s\n" "$addresses" "$PORT"
  [ -z "$SETTINGS" ] || printf '%s\n' "$SETTINGS"
}

want_allow() { printf '%s\n' "$ALLOW" | sed -n 's/..*/host all all & scram-sha-256 # phoenix/p'; }

sql() { runuser -u postgres -- psql -p "$PORT" -XAtq -v ON_ERROR_STOP=1 "$@"; }

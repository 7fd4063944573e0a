# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by install.sh, check.sh and verify.sh.
main_conf=/etc/redis/redis.conf
conf=/etc/redis/phoenix.conf
include="include $conf"

want_conf() {
  printf 'bind %s\n' "$(printf '%s' "$LISTEN" | tr '\n' ' ')"
  cat <<END
port $PORT
maxmemory ${MEMORY:-0}
maxmemory-policy $EVICTION
appendonly $([ "$APPENDONLY" = true ] && echo yes || echo no)
END
  if [ -n "${PASSWORD_FILE:-}" ]; then
    # In Redis' double quotes only these two need a backslash.
    printf 'requirepass "%s"\n' "$(phx_secret password | sed 's/[\\"]/\\&/g')"
  fi
  [ -z "$SETTINGS" ] || printf '%s\n' "$SETTINGS"
}

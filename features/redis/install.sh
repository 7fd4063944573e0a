#!/bin/sh
# redis: the distribution's package; our settings in a file of their own that redis.conf includes last.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install redis-server
phx_write "$conf" 0640 <<END
$(want_conf)
END
[ "$(stat -c %U:%G "$conf")" = redis:redis ] || chown redis:redis "$conf"
grep -qxF "$include" "$main_conf" || printf '%s\n' "$include" >>"$main_conf"
phx_serve redis-server "$conf" "$main_conf"

#!/bin/sh
# prometheus: the distribution's package; our configuration beside its own, our arguments in a drop-in.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_write "$drop_in" <<END
$(want_drop_in)
END
phx_write "$conf" <<END
$(want_conf)
END
phx_apt_install prometheus curl
promtool check config "$conf" >/dev/null
if [ ! -d "$DATA" ]; then install -d -o prometheus -g prometheus "$DATA"; fi
phx_serve prometheus "$drop_in" "$conf"

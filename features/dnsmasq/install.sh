#!/bin/sh
# dnsmasq: the distribution's package, our settings in /etc/dnsmasq.d.
set -eu
. "$PHX_LIB"
. ./want.sh

# Written first: the package starts its server at once, and without this it would take the port of systemd-resolved.
phx_write "$conf" <<END
$(want_conf)
END
phx_apt_install dnsmasq ldnsutils
dnsmasq --test 2>/dev/null || dnsmasq --test
phx_serve dnsmasq "$conf"

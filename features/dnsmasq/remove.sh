#!/bin/sh
# Removes dnsmasq with our settings.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_remove dnsmasq dnsmasq-base
rm -f "$conf"

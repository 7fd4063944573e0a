#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_packages nginx-light
if [ "$SITE" = true ]; then want_site | phx_expect_file "$site_conf"; fi
for link in $(wanted_links); do
  [ -L "$enabled/$link" ] || phx_drift "site ${link#phoenix-} is not enabled"
done
for link in "$enabled"/phoenix-*; do
  [ ! -L "$link" ] || wanted_links | grep -qx "${link##*/}" || phx_drift "$link is enabled, and nothing names it"
done
phx_expect_unit nginx

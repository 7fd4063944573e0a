#!/bin/sh
# Removes program, settings and unit. Certificates in /var/lib/traefik stay.
set -eu
. ./want.sh

if [ -e "$unit_file" ]; then systemctl disable --quiet --now traefik; fi
rm -rf "$unit_file" "$conf" "$dynamic" "$release"
systemctl daemon-reload

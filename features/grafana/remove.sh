#!/bin/sh
# Removes program, settings and unit. The database stays.
set -eu
. ./want.sh

if [ -e "$unit_file" ]; then systemctl disable --quiet --now grafana; fi
rm -rf "$unit_file" "$conf" "$source_file" "$boards_file" "$release"
systemctl daemon-reload

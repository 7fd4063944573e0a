#!/bin/sh
# Removes program, settings and unit. The data stays.
set -eu
. ./want.sh

if [ -e "$unit_file" ]; then systemctl disable --quiet --now qdrant; fi
rm -rf "$unit_file" "$conf" "$env_file" "$release"
systemctl daemon-reload

#!/bin/sh
# Stops the service and removes its unit. The program, its data, its account and packages stay.
set -eu
. ./want.sh

if [ -e "$unit_file" ]; then systemctl disable --quiet --now "$NAME.service"; fi
rm -f "$unit_file" "$env_file"
systemctl daemon-reload

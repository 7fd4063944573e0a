#!/bin/sh
# Removes container, image, settings and unit. The data stays.
set -eu
. ./want.sh

if [ -e "$unit_file" ]; then systemctl disable --quiet --now "$unit"; fi
docker image rm "$IMAGE" >/dev/null 2>&1 || :
rm -f "$unit_file" "$env_file" "$password_file"
systemctl daemon-reload
systemctl reset-failed "$unit" 2>/dev/null || :

#!/bin/sh
# Removes program and unit. The model stays.
set -eu
. ./want.sh

if [ -e "$unit_file" ]; then systemctl disable --quiet --now llama-server; fi
rm -rf "$unit_file" "$key_file" "$release"
systemctl daemon-reload

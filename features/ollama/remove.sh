#!/bin/sh
# Removes program and unit. The models stay.
set -eu
. ./want.sh

if [ -e "$unit_file" ]; then systemctl disable --quiet --now ollama; fi
rm -rf "$unit_file" "$release"
systemctl daemon-reload

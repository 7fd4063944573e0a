#!/bin/sh
# Removes program and unit. The authority itself, with its keys, stays in /etc/step-ca.
set -eu
. ./want.sh

if [ -e "$unit_file" ]; then systemctl disable --quiet --now step-ca; fi
rm -rf "$unit_file" "$secret_file" "$ca_release" "$cli_release"
systemctl daemon-reload

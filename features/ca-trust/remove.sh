#!/bin/sh
# Takes the certificates out of the trusted ones.
set -eu
. ./want.sh

rm -f "$folder"/phoenix-*.crt
if command -v update-ca-certificates >/dev/null; then update-ca-certificates --fresh >/dev/null; fi

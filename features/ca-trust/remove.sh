#!/bin/sh
# Takes the certificates out of the trusted ones.
set -eu
. ./want.sh

rm -f "$folder"/phoenix-*.crt
update-ca-certificates --fresh >/dev/null

#!/bin/sh
# Asks OpenSSL whether it trusts each certificate by the guest's own bundle.
set -eu
. ./want.sh

for file in "$folder"/phoenix-*.crt; do
  [ ! -e "$file" ] || openssl verify -CAfile "$bundle" "$file" >/dev/null
done

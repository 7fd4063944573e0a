#!/bin/sh
# ca-trust: one file a certificate, then the distribution's own update-ca-certificates.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install ca-certificates openssl
new=$(mktemp -d "$PHX_TMP/ca.XXXXXX")
split_certificates "$new"
for file in "$folder"/phoenix-*.crt; do
  if [ -e "$file" ] && [ ! -e "$new/${file##*/}" ]; then rm -f "$file" && PHX_CHANGED=1; fi
done
for file in "$new"/*.crt; do
  [ ! -e "$file" ] || phx_write "$folder/${file##*/}" <"$file"
done
# Also after a run that was killed in between: then the link to a file of ours is missing.
for file in "$folder"/phoenix-*.crt; do
  [ ! -e "$file" ] || [ -e "/etc/ssl/certs/$(basename "$file" .crt).pem" ] || PHX_CHANGED=1
done
[ "$PHX_CHANGED" = 0 ] || update-ca-certificates --fresh >/dev/null

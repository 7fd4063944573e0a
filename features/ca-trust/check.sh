#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_packages ca-certificates openssl
new=$(mktemp -d "$PHX_TMP/ca.XXXXXX")
split_certificates "$new"
for file in "$new"/*.crt; do
  [ ! -e "$file" ] || phx_expect_file "$folder/${file##*/}" <"$file"
done
for file in "$folder"/phoenix-*.crt; do
  [ ! -e "$file" ] || [ -e "$new/${file##*/}" ] || phx_drift "$file is trusted, and nothing declares it"
done

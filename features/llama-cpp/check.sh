#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

phx_expect_unpacked "llama-$BACKEND" "$release"
[ -z "${KEY_FILE:-}" ] || phx_expect_file "$key_file" 0640 <"$KEY_FILE"
want_unit | phx_expect_file "$unit_file"
phx_expect_unit llama-server

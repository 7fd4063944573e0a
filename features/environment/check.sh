#!/bin/sh
# Without the secrets: the file says itself what its text was.
set -eu
. "$PHX_LIB"
. ./want.sh

want_drop_in | phx_expect_file "$drop_in"
want_mask | phx_expect_file "$mask"
[ -f "$values" ] || phx_drift "$values is not there"
[ "$(stat -c %a:%u:%g "$values")" = 600:0:0 ] || phx_drift "$values is not for root alone"
[ "$(sed -n 2p "$values")" = "$(want_names)" ] || phx_drift "$values has other variables"
[ "$(sed -n 1p "$values")" = "# sha256 of what follows: $(tail -n +2 "$values" | sha256sum | cut -c 1-64)" ] ||
  phx_drift "$values is not as it was written"

#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

docker image inspect "$IMAGE" >/dev/null 2>&1 || phx_drift "the image $IMAGE is not there"
[ "$(want_env)" = "$(cat "$env_file")" ] || phx_drift "$env_file is not as it was written"
want_unit | phx_expect_file "$unit_file"
phx_expect_unit "$unit"

#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

docker image inspect "$IMAGE" >/dev/null 2>&1 || phx_drift "the image $IMAGE is not there"
want_env | phx_expect_file "$env_file" 0600
want_unit | phx_expect_file "$unit_file"
phx_expect_unit "$unit"

#!/bin/sh
# Runs a container. Its image is made here, of echo and the libraries that it needs, so no registry is asked.
set -eu
. "$PHX_LIB"

docker info --format '{{.ServerVersion}} {{.Driver}}' >"$PHX_TMP/docker-info"
trap 'docker image rm --force phoenix-verify >/dev/null 2>&1 || :' EXIT
echo=$(readlink -f /bin/echo)
# shellcheck disable=SC2046
tar --create --dereference --absolute-names "$echo" $(ldd "$echo" | grep -o '/[^ ]*') 2>/dev/null |
  docker import - phoenix-verify >/dev/null
[ "$(docker run --rm --network none phoenix-verify "$echo" hello)" = hello ]
phx_event version "$(cut -d ' ' -f 1 "$PHX_TMP/docker-info")"
phx_event storage "$(cut -d ' ' -f 2 "$PHX_TMP/docker-info")"

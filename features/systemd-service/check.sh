#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

# shellcheck disable=SC2086
phx_expect_packages $PACKAGES
want_unit | phx_expect_file "$unit_file"
[ -z "${SECRETS_FILE:-}" ] || phx_expect_file "$env_file" 0600 <"$SECRETS_FILE"
phx_expect_unit "$NAME.service"
[ -z "$(other_units)" ] || phx_drift "$(other_units) runs under a name that nothing declares"

#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

if [ -n "$TIMEZONE" ]; then
  [ "$(readlink -f /etc/localtime)" = "$(readlink -f "/usr/share/zoneinfo/$TIMEZONE")" ] || phx_drift "the time zone is another one"
fi
if [ -n "$ACCOUNT" ]; then
  id -u "$ACCOUNT" >/dev/null 2>&1 || phx_drift "the account $ACCOUNT is gone"
  want_sudoers | phx_expect_file "$sudoers" 0440
  want_keys | phx_expect_file "$(home_of "$ACCOUNT")/.ssh/authorized_keys" 0600
fi
if [ "$SUBSCRIPTION" = false ]; then
  want_source | phx_expect_file "$free_source"
  for file in "$paid_source" "$paid_list"; do
    [ ! -f "$file" ] || phx_drift "$file is there again"
  done
fi

#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

# shellcheck disable=SC2086
phx_expect_packages $PACKAGES

printf '%s\n' "$USERS" | while IFS=: read -r name groups; do
  [ -n "$name" ] || continue
  id -u "$name" >/dev/null 2>&1 || phx_drift "no account $name"
  for group in $(printf '%s' "$groups" | tr , ' '); do
    id -nG "$name" | tr ' ' '\n' | grep -qx "$group" || phx_drift "$name is not in the group $group"
  done
done

if [ -n "$SUDO" ]; then
  want_sudoers | phx_expect_file "$sudoers" 440
elif [ -e "$sudoers" ]; then
  phx_drift "$sudoers grants what nothing declares"
fi

for file in "$keys_dir"/*; do
  [ ! -e "$file" ] || key_owners | grep -qx "${file##*/}" || phx_drift "$file has keys that nothing declares"
done
for name in $(key_owners); do
  want_keys "$name" | phx_expect_file "$keys_dir/$name"
done

if [ "$SSH" = true ]; then
  want_sshd | phx_expect_file "$sshd_conf"
  phx_expect_unit ssh
fi

if [ -n "$TIMEZONE" ]; then
  [ "$(readlink -f /etc/localtime)" = "$(readlink -f "/usr/share/zoneinfo/$TIMEZONE")" ] ||
    phx_drift "the time zone is not $TIMEZONE"
fi
if [ -n "$LOCALE" ]; then echo "LANG=$LOCALE" | phx_expect_file "$locale_conf"; fi
want_apt | phx_expect_file "$apt_conf"
if [ -n "$JOURNAL" ]; then want_journal | phx_expect_file "$journal_conf"; fi

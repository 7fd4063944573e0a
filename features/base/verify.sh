#!/bin/sh
# Asks the system itself: sshd for its rules, apt for its plan, sudo for what it grants, journald for its limit.
set -eu
. ./want.sh

printf '%s\n' "$USERS" | while IFS=: read -r name _; do
  [ -z "$name" ] || su - "$name" -c true
done

printf '%s\n' "$SUDO" | while read -r name; do
  [ -z "$name" ] || su - "$name" -c 'sudo -n true'
done

if [ "$SSH" = true ]; then
  ssh-keyscan -T 5 -t ed25519 127.0.0.1 2>/dev/null | grep -q ssh-ed25519
  sshd -T | grep -qx 'passwordauthentication no'
fi

if [ -n "$LOCALE" ]; then LC_ALL=$LOCALE locale charmap | grep -qx UTF-8; fi
if [ "$UPGRADES" = true ]; then
  apt-config dump | grep -qx 'APT::Periodic::Unattended-Upgrade "1";'
  command -v unattended-upgrade >/dev/null
fi
if [ -n "$JOURNAL" ]; then
  logger --tag phoenix 'the journal is written'
  journalctl --sync
  journalctl --quiet --lines 1 --output cat --identifier phoenix | grep -q 'the journal is written'
fi

#!/bin/sh
# Takes back the settings. Accounts with their homes, packages, time zone and locale stay.
set -eu
. ./want.sh

if [ -e "$sshd_conf" ]; then stop_sshd; fi
rm -rf "$sshd_conf" "$keys_dir" "$sudoers" "$apt_conf"
if [ -e "$journal_conf" ]; then
  rm -f "$journal_conf"
  systemctl restart systemd-journald
fi

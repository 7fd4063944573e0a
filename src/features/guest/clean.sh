#!/bin/sh
# Takes out of a layer what must be one guest's own, before it becomes a template. Host keys of SSH come back by a unit,
# since `pct clone` makes none (PVE 9.2); an empty machine-id is filled by systemd without taking the start for a first
# boot, which would enable units by preset. Logs are emptied, not removed: programs expect the files of their packages.
set -eu
# A recorded guest of a lab may share files with its machine.
if [ -n "${PHX_RECORDED_GUEST:-}" ]; then exit 0; fi
if ! tr '\000' '\n' < /proc/1/environ | grep -q '^container='; then
  echo 'this is no container, so that nothing was taken out of it' >&2
  exit 1
fi
if [ -d /etc/ssh ]; then
  rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub
  if [ -d /etc/systemd/system ]; then
    cat > /etc/systemd/system/phoenix-ssh-host-keys.service <<'EOF'
[Unit]
Description=Host keys of SSH for a guest that was made from a layer
Before=ssh.service sshd.service ssh.socket sshd.socket
ConditionPathExistsGlob=!/etc/ssh/ssh_host_*_key
ConditionFileIsExecutable=/usr/bin/ssh-keygen
[Service]
Type=oneshot
ExecStart=/usr/bin/ssh-keygen -A
[Install]
WantedBy=multi-user.target
EOF
    mkdir -p /etc/systemd/system/multi-user.target.wants
    ln -sf ../phoenix-ssh-host-keys.service /etc/systemd/system/multi-user.target.wants/
  fi
fi
if [ -e /etc/machine-id ]; then : > /etc/machine-id; fi
if [ -f /var/lib/dbus/machine-id ] && [ ! -L /var/lib/dbus/machine-id ]; then
  ln -sf /etc/machine-id /var/lib/dbus/machine-id
fi
rm -rf /var/lib/apt/lists/* /var/cache/apt/archives/*.deb /var/cache/apt/*.bin
rm -f /var/lib/systemd/random-seed /var/lib/dhcp/*.leases
rm -rf /var/log/journal/* /tmp/* /var/tmp/*
if [ -d /var/log ]; then find /var/log -type f -exec sh -c 'for log; do : > "$log"; done' sh {} +; fi
sync

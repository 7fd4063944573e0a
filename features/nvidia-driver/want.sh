# shellcheck shell=sh disable=SC2034
# What is wanted. Read by the other scripts.
# Says which pin is installed; written last.
stamp=/var/lib/phoenix/nvidia-driver-node
blacklist=/etc/modprobe.d/phoenix-nvidia.conf
unit=phoenix-nvidia-nodes.service

want_stamp() { printf '%s open=%s kernel=%s\n' "$VERSION" "$OPEN" "$(uname -r)"; }

want_blacklist() { printf 'blacklist nouveau\noptions nouveau modeset=0\n'; }

# Device nodes of the driver appear when somebody asks for a card: a container that starts before has none.
want_unit() {
  cat <<'END'
[Unit]
Description=Device nodes of NVIDIA cards
Before=pve-guests.service
After=systemd-modules-load.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/sbin/modprobe -a nvidia nvidia-uvm
ExecStart=/usr/bin/nvidia-modprobe -u -c 0

[Install]
WantedBy=multi-user.target
END
}

# What the kernel runs now; empty: nothing.
loaded() { cat /sys/module/nvidia/version 2>/dev/null || :; }

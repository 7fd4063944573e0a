# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by install.sh and check.sh.

unit_name() { systemd-escape --path --suffix=mount "$1"; }

want_unit() { # source mountpoint options
  cat <<END
# phoenix: nfs-client
[Unit]
Description=NFS $1 on $2
Wants=network-online.target
After=network-online.target

[Mount]
What=$1
Where=$2
Type=nfs
Options=${3:-$OPTIONS},_netdev
TimeoutSec=60

[Install]
WantedBy=remote-fs.target
END
}

our_units() { grep -lsx '# phoenix: nfs-client' /etc/systemd/system/*.mount | sed 's|.*/||'; }

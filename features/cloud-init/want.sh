# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts; what reads the secret stands in install.sh alone.
settings=/etc/cloud/cloud.cfg.d/99-phoenix.cfg
# Where cloud-init looks for the seed of a machine that no cloud runs.
seed=/var/lib/cloud/seed/nocloud
# The instance that has come to its end.
ended=$seed/phoenix-ended

# What Proxmox has made stays: network, name, keys of the host and of root, package sources. User data may say otherwise
# of all but the network.
want_settings() {
  cat <<'END'
datasource_list: [NoCloud, None]
network: { config: disabled }
preserve_hostname: true
ssh_deletekeys: false
ssh_genkeytypes: []
disable_root: false
users: []
locale: false
resize_rootfs: false
growpart: { mode: 'off' }
apt: { preserve_sources_list: true }
END
}

want_meta_data() { [ -z "$METADATA" ] || printf '%s\n' "$METADATA"; }

# The instance that the seed is for.
instance() { sed -n '1s/^instance-id: //p' "$seed/meta-data" 2>/dev/null; }

# shellcheck shell=sh disable=SC2034
# What is wanted. Read by the other scripts.
sudoers=/etc/sudoers.d/90-phoenix-node
free_source=/etc/apt/sources.list.d/phoenix-pve.sources
paid_source=/etc/apt/sources.list.d/pve-enterprise.sources
paid_list=/etc/apt/sources.list.d/pve-enterprise.list
aside=.phoenix-aside

codename() { sed -n 's/^VERSION_CODENAME=//p' /etc/os-release; }

want_source() {
  printf 'Types: deb\nURIs: http://download.proxmox.com/debian/pve\nSuites: %s\nComponents: pve-no-subscription\n' "$(codename)"
  printf 'Signed-By: %s\n' "$(keyring)"
}

# The keyring that Proxmox's installer brings: one file a release (PVE 8 and 9).
keyring() {
  for file in /usr/share/keyrings/proxmox-archive-keyring.gpg "/etc/apt/trusted.gpg.d/proxmox-release-$(codename).gpg"; do
    [ ! -f "$file" ] || { echo "$file"; return; }
  done
  echo /usr/share/keyrings/proxmox-archive-keyring.gpg
}

want_sudoers() { printf '%s ALL=(ALL:ALL) NOPASSWD: ALL\n' "$ACCOUNT"; }
want_keys() { printf '%s\n' "$KEYS"; }
home_of() { getent passwd "$1" | cut -d: -f6; }

# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
sshd_conf=/etc/ssh/sshd_config.d/10-phoenix.conf
keys_dir=/etc/ssh/phoenix-keys
sudoers=/etc/sudoers.d/phoenix
apt_conf=/etc/apt/apt.conf.d/52phoenix
# Debian 13 and Ubuntu 24.04 make a link of it at every start.
if [ -L /etc/default/locale ]; then locale_conf=/etc/locale.conf; else locale_conf=/etc/default/locale; fi
journal_conf=/etc/systemd/journald.conf.d/phoenix.conf

want_sshd() {
  cat <<END
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
AuthorizedKeysFile .ssh/authorized_keys $keys_dir/%u
END
}

# Its socket would start it again.
stop_sshd() {
  if systemctl cat ssh.service >/dev/null 2>&1; then systemctl disable -q --now ssh.socket ssh.service; fi
}

key_owners() { printf '%s\n' "$KEYS" | awk 'NF { print $1 }' | sort -u; }

want_keys() { printf '%s\n' "$KEYS" | awk -v who="$1" '$1 == who { sub(/^[^ ]+ +/, ""); print }'; }

want_sudoers() { printf '%s\n' "$SUDO" | sed -n 's/..*/& ALL=(ALL:ALL) NOPASSWD: ALL/p'; }

want_apt() {
  on=0
  [ "$UPGRADES" != true ] || on=1
  printf 'APT::Periodic::Update-Package-Lists "%s";\nAPT::Periodic::Unattended-Upgrade "%s";\n' $on $on
}

want_journal() { printf '[Journal]\nSystemMaxUse=%s\n' "$JOURNAL"; }

# shellcheck shell=sh disable=SC2034
# What is wanted. Read by the other scripts.
conf=/etc/samba/phoenix.conf
main=/etc/samba/smb.conf
line="include = $conf"

want_conf() {
  printf '[global]\n  workgroup = %s\n' "$WORKGROUP"
  printf '%s\n' "$SHARES" | while read -r name folder how; do
    [ -n "$name" ] || continue
    if [ "$how" = ro ]; then read_only=yes; else read_only=no; fi
    printf '[%s]\n  path = %s\n  valid users = %s\n  read only = %s\n' "$name" "$folder" "$ACCOUNT" "$read_only"
  done
}

# The password goes by a file in memory. Whom Samba does not know, Debian's smb.conf takes for a guest.
may_log_in() (
  pdbedit -L -u "$ACCOUNT" >/dev/null 2>&1 || exit
  umask 077
  printf 'username=%s\npassword=%s\n' "$ACCOUNT" "$(phx_secret password)" >"$PHX_TMP/login"
  smbclient -A "$PHX_TMP/login" "//127.0.0.1/IPC\$" -c quit >/dev/null 2>&1
)

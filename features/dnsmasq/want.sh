# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by install.sh and check.sh.
conf=/etc/dnsmasq.d/phoenix.conf

want_conf() {
  # Bound to its addresses, so that the stub of systemd-resolved may keep 127.0.0.53.
  printf 'bind-dynamic\nbogus-priv\n'
  printf '%s\n' "$LISTEN" | while read -r address; do
    case $address in
    0.0.0.0) printf 'interface=*\n' ;;
    ?*) printf 'listen-address=%s\n' "$address" ;;
    esac
  done
  if [ -n "$DOMAIN" ]; then
    printf 'domain=%s\nlocal=/%s/\nexpand-hosts\ndomain-needed\n' "$DOMAIN" "$DOMAIN"
  fi
  if [ -n "$UPSTREAM" ]; then
    printf 'no-resolv\n'
    printf '%s\n' "$UPSTREAM" | sed 's/^/server=/'
  fi
  printf '%s\n' "$RECORDS" | sed -n \
    -e 's|^\*\.\(.*\)=\(.*\)$|address=/\1/\2|p' -e t -e 's|^\(..*\)=\(.*\)$|host-record=\1,\2|p'
  [ -z "$DHCP" ] || printf 'dhcp-authoritative\ndhcp-range=%s\n' "$DHCP"
  [ -z "$SETTINGS" ] || printf '%s\n' "$SETTINGS"
}

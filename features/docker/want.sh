# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by install.sh, check.sh and remove.sh.
conf=/etc/docker/daemon.json
source_list=/etc/apt/sources.list.d/phoenix-docker.sources
key=/etc/apt/keyrings/phoenix-docker.asc
members_file=/etc/docker/phoenix-members

# Later containerd.io (1.7.28-2 and up) brings a runc that cannot set sysctls in an unprivileged container on PVE 8 and 9.
engine=5:28.5.1-1 containerd=1.7.28-1 compose=2.40.3-1

# shellcheck disable=SC1091
os() { (. /etc/os-release && printf '%s' "$1" | sed "s/ID/$ID/;s/VERSION/$VERSION_ID/;s/CODE/$VERSION_CODENAME/"); }

packages() {
  if [ "$CHANNEL" = upstream ]; then
    suffix=$(os '~ID.VERSION~CODE')
    echo "docker-ce=$engine$suffix docker-ce-cli=$engine$suffix containerd.io=$containerd$suffix docker-compose-plugin=$compose$suffix"
  else
    # Debian 12 has Compose 1.29 and one package for client and daemon, its successors Compose 2 and two.
    case $(os ID:VERSION) in
      debian:12) echo docker.io docker-compose ;;
      ubuntu:*) echo docker.io docker-compose-v2 ;;
      *) echo docker.io docker-cli docker-compose ;;
    esac
  fi
}

want_source() {
  os 'Types: deb
URIs: https://download.docker.com/linux/ID
Suites: CODE
Components: stable
'
  printf 'Signed-By: %s\n' "$key"
}

want_conf() {
  printf '{\n  "data-root": "%s",\n  "log-driver": "json-file",\n' "$DATA"
  printf '  "log-opts": { "max-size": "%s", "max-file": "3" }' "$LOGS"
  [ -z "$STORAGE" ] || printf ',\n  "storage-driver": "%s"' "$STORAGE"
  [ -z "$MIRRORS" ] || printf ',\n  "registry-mirrors": [%s]' "$(printf '%s\n' "$MIRRORS" | sed 's/.*/"&"/' | paste -sd , -)"
  [ -z "$SETTINGS" ] || printf ',\n%s' "$(printf '%s\n' "$SETTINGS" | sed -e 's/^/  /' -e '$!s/$/,/')"
  printf '\n}\n'
}

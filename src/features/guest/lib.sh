# shellcheck shell=sh
# What every script of a feature may use: . "$PHX_LIB". POSIX sh, for Debian and Ubuntu, safe under `set -eu`.
# PHX_FEATURE, PHX_TMP, PHX_DOWNLOADS and NAME_FILE are set by run.sh; every other name starts with _phx_ and is its own.

# 1 as soon as phx_write or phx_unit changed a file; never set back. A pipe into them would set it in a subshell only:
# use a here-document or <FILE.
PHX_CHANGED=0

_phx_note() { printf '%s\n' "$*" >&2; }

# A line for Phoenix in the output: text on one line.
_phx_tell() { printf '::phx %s %s\n' "$1" "$(printf '%s' "$2" | tr '\n\r' '  ')"; }

# phx_progress TEXT: what is being done now, shown while it runs.
phx_progress() { _phx_tell progress "$*"; }

# phx_event KEY VALUE: a fact for the report, such as: phx_event version 15.6
phx_event() {
  case $1 in
    '' | *[!A-Za-z0-9._-]*) _phx_note "phx_event: \"$1\" is not a key" && return 2 ;;
  esac
  _phx_tell "event $1" "$2"
}

# phx_secret NAME: prints the value of a secret option, without a line feed of its own. Only its file is in the environment.
phx_secret() {
  _phx_name=$(printf '%s' "$1" | tr -c 'A-Za-z0-9_' '_' | sed 's/^[0-9_][0-9_]*/_/' | tr '[:lower:]' '[:upper:]')
  eval "_phx_file=\${${_phx_name}_FILE:-}"
  # shellcheck disable=SC2154 # set by the eval above, from a name of letters, digits and _
  if [ -z "$_phx_file" ]; then
    _phx_note "phx_secret: there is no secret option \"$1\""
    return 2
  fi
  cat "$_phx_file"
}

# phx_write FILE [MODE]: FILE holds stdin from one moment to the next; nothing is touched when it does already.
# MODE is 644 for a new file; a file that is there keeps its mode unless MODE is given, and its owner.
phx_write() {
  _phx_want=$PHX_TMP/write.$$ _phx_new=$1.phx-new.$$
  (umask 077 && cat >"$_phx_want") || return
  _phx_old=644
  if [ -f "$1" ]; then
    _phx_old=$(stat -Lc %a "$1")
    if cmp -s "$1" "$_phx_want" && { [ -z "${2:-}" ] || [ "$((0$2))" -eq "$((0$_phx_old))" ]; }; then
      rm -f "$_phx_want"
      return 0
    fi
  fi
  if ! {
    mkdir -p "$(dirname "$1")" && (umask 077 && cat "$_phx_want" >"$_phx_new") &&
      { [ ! -f "$1" ] || chown --reference="$1" "$_phx_new" 2>/dev/null || :; } &&
      chmod "${2:-$_phx_old}" "$_phx_new" && mv -f "$_phx_new" "$1"
  }; then
    rm -f "$_phx_want" "$_phx_new"
    return 1
  fi
  rm -f "$_phx_want"
  PHX_CHANGED=1
}

# phx_unit NAME: the systemd unit NAME (.service unless it says otherwise) from stdin; enabled and started; restarted only
# when it changed.
phx_unit() {
  case $1 in
    *.*) _phx_unit=$1 ;;
    *) _phx_unit=$1.service ;;
  esac
  _phx_before=$PHX_CHANGED
  PHX_CHANGED=0
  phx_write "/etc/systemd/system/$_phx_unit" 644 || return
  _phx_changed=$PHX_CHANGED
  [ "$_phx_before" -eq 0 ] || PHX_CHANGED=1
  [ "$_phx_changed" -eq 0 ] || systemctl daemon-reload || return
  systemctl enable --quiet "$_phx_unit" || return
  if [ "$_phx_changed" -eq 1 ]; then
    systemctl restart "$_phx_unit"
  else
    systemctl start "$_phx_unit"
  fi
}

# phx_wait_port PORT SECONDS: until something listens on the TCP port in this guest; 1 when nothing does in time.
phx_wait_port() {
  # The kernel's own table: a Debian without ss, nc and bash has it too. State 0A is LISTEN.
  _phx_hex=$(printf '%04X' "$1") || return 2
  _phx_left=$2
  until cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | grep -q ":$_phx_hex [0-9A-F]*:0000 0A "; do
    if [ "$_phx_left" -le 0 ]; then
      _phx_note "nothing listens on port $1 after $2 seconds"
      return 1
    fi
    sleep 1
    _phx_left=$((_phx_left - 1))
  done
}

_phx_apt() {
  DEBIAN_FRONTEND=noninteractive DEBCONF_NONINTERACTIVE_SEEN=true NEEDRESTART_SUSPEND=1 LC_ALL=C.UTF-8 \
    apt-get -q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -o APT::Update::Error-Mode=any \
    -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold -o Dpkg::Use-Pty=0 "$@" </dev/null
}

# The lists are fetched once in a run, and again when a source of packages or a key changed.
_phx_apt_update() {
  _phx_sources=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* /etc/apt/trusted.gpg.d/* \
    /etc/apt/keyrings/* 2>/dev/null | sha256sum)
  if [ "$(cat "$PHX_TMP/apt-sources" 2>/dev/null)" = "$_phx_sources" ]; then return 0; fi
  _phx_try=1
  # apt waits for dpkg's lock by itself, but not for that of the lists; and a guest that has just started may have no
  # network yet.
  until _phx_apt update; do
    if [ "$_phx_try" -ge 8 ]; then
      _phx_note 'apt-get update failed; does the guest reach its package sources?'
      return 1
    fi
    sleep "$((_phx_try < 5 ? 5 : 15))"
    _phx_try=$((_phx_try + 1))
  done
  printf '%s' "$_phx_sources" >"$PHX_TMP/apt-sources"
}

_phx_installed() {
  case $1 in
    *=*) [ "$(dpkg-query -Wf '${db:Status-Abbrev}${Version}' "${1%%=*}" 2>/dev/null)" = "ii ${1#*=}" ] ;;
    *) [ "$(dpkg-query -Wf '${db:Status-Abbrev}' "$1" 2>/dev/null)" = 'ii ' ] ;;
  esac
}

# phx_apt_install PACKAGE[=VERSION]…: nothing is done, and no network needed, when all of them are installed.
phx_apt_install() {
  for _phx_package in "$@"; do
    _phx_installed "$_phx_package" && continue
    _phx_apt_update || return
    phx_progress "installing $*"
    _phx_apt install --no-install-recommends -- "$@" && return
    _phx_exit=$?
    # Packages whose unpacking was cut off, by a full memory or the end of the guest, stop every other install.
    if _phx_apt check >/dev/null 2>&1; then return "$_phx_exit"; fi
    _phx_note 'packages were left half installed, and are mended first'
    DEBIAN_FRONTEND=noninteractive dpkg --configure -a --force-confdef --force-confold </dev/null || :
    _phx_apt install --fix-broken --no-install-recommends || return
    _phx_apt install --no-install-recommends -- "$@"
    return
  done
}

_phx_fetch() {
  if command -v curl >/dev/null; then
    curl --fail --location --silent --show-error --connect-timeout 20 --speed-limit 1000 --speed-time 60 \
      --proto '=https,http' --output "$2" -- "$1" </dev/null
  else
    wget --quiet --tries=1 --timeout=60 --output-document="$2" -- "$1" </dev/null
  fi
}

_phx_has_hash() { [ -f "$1" ] && [ "$(sha256sum <"$1")" = "$2  -" ]; }

# phx_download NAME FILE: the file that the manifest calls NAME under `downloads`; FILE appears whole and with the right
# checksum, or not at all. Nothing is fetched when it is there already.
phx_download() {
  _phx_sum='' _phx_url=''
  while read -r _phx_entry _phx_entry_sum _phx_entry_url; do
    if [ "$_phx_entry" = "$1" ]; then _phx_sum=$_phx_entry_sum _phx_url=$_phx_entry_url; fi
  done <"$PHX_DOWNLOADS"
  if [ -z "$_phx_sum" ]; then
    _phx_note "phx_download: the manifest has no download \"$1\""
    return 2
  fi
  ! _phx_has_hash "$2" "$_phx_sum" || return 0
  if ! command -v curl >/dev/null && ! command -v wget >/dev/null; then
    phx_apt_install ca-certificates curl || return
  fi
  mkdir -p "$(dirname "$2")" || return
  phx_progress "downloading $1 from $_phx_url"
  _phx_part=$2.phx-part.$$
  _phx_try=1
  until _phx_fetch "$_phx_url" "$_phx_part"; do
    rm -f "$_phx_part"
    if [ "$_phx_try" -ge 4 ]; then
      _phx_note "$_phx_url could not be downloaded"
      return 1
    fi
    sleep "$((_phx_try * 3))"
    _phx_try=$((_phx_try + 1))
  done
  if ! _phx_has_hash "$_phx_part" "$_phx_sum"; then
    _phx_note "$_phx_url has another checksum than the manifest says: $(sha256sum <"$_phx_part" | cut -c 1-64)" \
      "instead of $_phx_sum"
    rm -f "$_phx_part"
    return 1
  fi
  if ! { chmod 644 "$_phx_part" && mv -f "$_phx_part" "$2"; }; then
    rm -f "$_phx_part"
    return 1
  fi
}

_phx_pin() { awk -v name="$1" '$1 == name { print $2 }' "$PHX_DOWNLOADS"; }

# phx_unpack NAME FOLDER: FOLDER holds what is in the archive that the manifest calls NAME. Nothing is fetched when it does
# already; another pin replaces all of it. FOLDER/.phx-pin is newer than a service that still runs the old one: name it to
# phx_serve.
phx_unpack() {
  [ "$(cat "$2/.phx-pin" 2>/dev/null)" != "$(_phx_pin "$1")" ] || return 0
  rm -rf "$2.phx-new" && mkdir -p "$2.phx-new" || return
  # On the disk beside it: PHX_TMP is memory.
  phx_download "$1" "$2.phx-archive" || return
  tar --extract --file "$2.phx-archive" --directory "$2.phx-new" --no-same-owner || return
  _phx_pin "$1" >"$2.phx-new/.phx-pin"
  rm -rf "$2.phx-archive" "$2" && mv "$2.phx-new" "$2"
}

# phx_apt_remove PACKAGE…: those that are there go, their configuration files and data stay.
phx_apt_remove() {
  for _phx_package in "$@"; do
    shift
    ! _phx_installed "$_phx_package" || set -- "$@" "$_phx_package"
  done
  [ $# -eq 0 ] || _phx_apt remove -- "$@"
}

# phx_serve UNIT [FILE…]: the unit runs, starts at boot, and has read each FILE: it restarts when one is newer than its
# start. So a run that was killed between a change and the restart is made good by the next.
phx_serve() {
  _phx_unit=$1
  shift
  if [ "$(systemctl show -p NeedDaemonReload --value "$_phx_unit")" = yes ]; then systemctl daemon-reload || return; fi
  systemctl is-enabled --quiet "$_phx_unit" || systemctl enable --quiet "$_phx_unit" || return
  _phx_since=$(systemctl show --timestamp=us -p InactiveExitTimestamp --value "$_phx_unit")
  if [ -n "$_phx_since" ] && systemctl is-active --quiet "$_phx_unit"; then
    _phx_since=$(date -d "$_phx_since" +%s%6N)
    for _phx_file in "$@"; do
      [ -e "$_phx_file" ] || continue
      [ "$(stat -Lc %.6Y "$_phx_file" | tr -d .)" -le "$_phx_since" ] || { systemctl restart "$_phx_unit" && return; }
    done
  else
    # One that failed often is not started at all until it is forgiven.
    systemctl reset-failed "$_phx_unit" 2>/dev/null || :
    systemctl start "$_phx_unit"
  fi
}

# For check.sh. Each ends the script with 10 and a reason at the first difference; what wants stdin may stand at a pipe's
# end.

# phx_drift REASON
phx_drift() {
  printf '%s\n' "$*"
  exit 10
}

# phx_expect_packages PACKAGE[=VERSION]…
phx_expect_packages() {
  for _phx_package in "$@"; do
    _phx_installed "$_phx_package" || phx_drift "the package $_phx_package is not installed"
  done
}

# phx_expect_file FILE [MODE]: FILE holds stdin, but for empty lines at the end: a $(…) that wrote it has taken them off.
phx_expect_file() {
  _phx_want=$PHX_TMP/expect.$$
  (umask 077 && cat >"$_phx_want")
  if ! cmp -s "$1" "$_phx_want" && { [ ! -f "$1" ] || [ "$(cat "$1")" != "$(cat "$_phx_want")" ]; }; then
    rm -f "$_phx_want"
    phx_drift "$1 is not as it was written"
  fi
  rm -f "$_phx_want"
  [ -z "${2:-}" ] || [ "$((0$2))" -eq "$((0$(stat -Lc %a "$1")))" ] || phx_drift "$1 has another mode than $2"
}

# phx_expect_unpacked NAME FOLDER
phx_expect_unpacked() {
  [ "$(cat "$2/.phx-pin" 2>/dev/null)" = "$(_phx_pin "$1")" ] || phx_drift "$2 is not what the manifest pins as $1"
}

# phx_expect_unit UNIT…: each runs and starts at boot.
phx_expect_unit() {
  for _phx_unit in "$@"; do
    systemctl is-active --quiet "$_phx_unit" || phx_drift "$_phx_unit does not run"
    systemctl is-enabled --quiet "$_phx_unit" || phx_drift "$_phx_unit does not start at boot"
  done
}

# shellcheck shell=sh
# The one constant program that Phoenix starts in a virtual machine by its guest agent: sh -c TEXT. The agent answers when a
# command has ended, and its messages are bounded: a bundle comes in pieces, runs by itself, and what it tells is asked for.
# Stdin is a line that says what to do, and bytes; the first line of the answer begins with phx-agent. Each may be sent again.
#   put ID OFFSET LENGTH SHA256    the bytes are a piece: kept OFFSET, or torn OFFSET
#   start ID LENGTH SHA256         the bytes are the bootstrap, the pieces together its gzipped stdin: started, or torn 0
#   poll ID OFFSET                 what it has told from there on: at SIZE running, exit CODE or lost; out BASE64, err BASE64
#   stop ID                        ends the run: stopped
#   drop ID                        forgets it: dropped
set -u
umask 077
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
base=/run/phoenix-agent
run=/run/phoenix
systemd=/run/systemd/system
# Bytes of one answer; tenths of a second that it waits for something to tell.
most=131072
patience=150

say() {
  printf 'phx-agent %s\n' "$*"
  exit 0
}

is_number() { case $1 in '' | *[!0-9]* | ??????????*) return 1 ;; esac; }
is_hex() { case $1 in '' | *[!0-9a-f]*) return 1 ;; esac; }

read -r verb id first second sum || say refused 'the request was cut'
is_hex "$id" || say refused 'the request has no id'
folder=$base/$id

# The bundle may hold secrets, which are never written to a disk.
prepare() {
  for tool in base64 cat cksum find gzip head mkdir mv rm setsid sha256sum stat tail wc; do
    command -v "$tool" >/dev/null || say refused "the guest lacks the program $tool"
  done
  mkdir -p "$base" || say refused "$base cannot be made"
  chmod 700 "$base" || say refused "$base cannot be made private"
  if [ -z "${PHX_RECORDED_GUEST:-}" ] && [ "$(stat -f -c %T "$base")" != tmpfs ]; then
    mount -t tmpfs -o mode=0700,nosuid,nodev phoenix "$base" ||
      say refused "$base is not in memory, and no tmpfs can be mounted there"
  fi
}

alive() {
  pid=''
  { read -r pid <"$1/pid"; } 2>/dev/null
  is_number "$pid" && kill -0 "$pid" 2>/dev/null
}

# What killed callers left would fill the memory; what is younger may be another's who is at it now.
tidy() {
  find "$base" -mindepth 1 -maxdepth 1 -mmin +30 2>/dev/null | while IFS= read -r old; do
    alive "$old" || rm -rf "$old"
  done
}

# put OFFSET LENGTH SHA256
put() {
  if ! { is_number "$1" && is_number "$2" && is_hex "$3"; }; then say refused 'the request cannot be understood'; fi
  prepare
  [ "$1" -ne 0 ] || tidy
  mkdir -p "$folder" || say refused "$folder cannot be made"
  # A piece that comes once more, late.
  [ ! -e "$folder/started" ] || say kept "$1"
  new=$folder/new.$$
  if ! head -c "$2" >"$new"; then
    rm -f "$new"
    say refused "the bundle does not fit into $base"
  fi
  if [ "$(sha256sum <"$new")" != "$3  -" ]; then
    rm -f "$new"
    say torn "$1"
  fi
  # By names that sort as the pieces follow each other; whole or not at all.
  mv -f "$new" "$(printf '%s/piece.%09d' "$folder" "$1")" || say refused "$folder cannot be written to"
  say kept "$1"
}

# shellcheck disable=SC2016 # a program of its own
runner='
umask 077
trap "" HUP
echo "$$" >"$1/pid"
exec 3<"$1/whole"
rm -f "$1/whole"
gzip -dc <&3 2>/dev/null | sh "$1/bootstrap" >"$1/events" 2>"$1/errors" 3<&-
echo "$?" >"$1/exit.new"
mv -f "$1/exit.new" "$1/exit"
'

# start LENGTH SHA256
start() {
  if ! { is_number "$1" && is_hex "$2"; }; then say refused 'the request cannot be understood'; fi
  [ -d "$folder" ] || say torn 0
  [ ! -e "$folder/started" ] || say started
  cat >"$folder/bootstrap" || say refused "$folder cannot be written to"
  cat "$folder"/piece.* >"$folder/whole" 2>/dev/null
  if [ "$(wc -c <"$folder/whole")" -ne "$1" ] || [ "$(sha256sum <"$folder/whole")" != "$2  -" ]; then
    rm -rf "$folder"
    say torn 0
  fi
  rm -f "$folder"/piece.*
  # As a file: systemd-run would replace variables in its words.
  printf '%s' "$runner" >"$folder/runner" || say refused "$folder cannot be written to"
  : >"$folder/started"
  # A unit of its own: systemd ends all that is in the agent's when that restarts, its own session or not.
  if [ -d "$systemd" ] && command -v systemd-run >/dev/null &&
    systemd-run --quiet --collect --no-block --unit "phoenix-$id" -p KillMode=process -- \
      sh "$folder/runner" "$folder" </dev/null >/dev/null 2>&1; then
    say started
  fi
  setsid sh "$folder/runner" "$folder" </dev/null >/dev/null 2>&1 &
  say started
}

# What has come to its end has told all: its state is looked at first.
look() {
  state=lost
  if [ -f "$folder/exit" ]; then
    read -r code <"$folder/exit"
    state="exit $code"
  elif alive "$folder" || { [ ! -e "$folder/pid" ] && [ "$tries" -lt 100 ]; }; then
    state=running
  fi
  size=0
  [ ! -f "$folder/events" ] || size=$(($(wc -c <"$folder/events")))
}

# poll OFFSET
poll() {
  is_number "$1" || say refused 'the request cannot be understood'
  [ -e "$folder/started" ] || say gone
  tries=0
  look
  while [ "$state" = running ] && [ "$size" -le "$1" ] && [ "$tries" -lt "$patience" ]; do
    tries=$((tries + 1))
    sleep 0.1
    look
  done
  if [ "$state" = running ] && [ "$size" -gt "$1" ]; then
    # A little more, so that not every line is an answer.
    sleep 0.4
    look
  fi
  printf 'phx-agent at %s %s\n' "$size" "$state"
  [ ! -f "$folder/events" ] || printf 'out %s\n' "$(tail -c "+$(($1 + 1))" "$folder/events" | head -c "$most" | base64 -w 0)"
  if [ "$state" != running ] && [ -f "$folder/errors" ]; then
    printf 'err %s\n' "$(tail -c 4000 "$folder/errors" | base64 -w 0)"
  fi
  exit 0
}

# The run itself ends its script, and knows next time that this was no good end.
stop() {
  for known in "$run"/.b.*/pid; do
    pid=''
    { read -r pid <"$known"; } 2>/dev/null
    if is_number "$pid" && grep -q run.sh "/proc/$pid/cmdline" 2>/dev/null; then kill -TERM "$pid" 2>/dev/null; fi
  done
  tries=0
  while alive "$folder" && [ "$tries" -lt 150 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  say stopped
}

case $verb in
  put) put "$first" "$second" "$sum" ;;
  start) start "$first" "$second" ;;
  poll) poll "$first" ;;
  stop) stop ;;
  drop)
    rm -rf "$folder"
    say dropped
    ;;
  *) say refused 'the request cannot be understood' ;;
esac

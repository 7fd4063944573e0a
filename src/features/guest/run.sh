# shellcheck shell=sh
# Runs the scripts of a guest's features from an unpacked bundle, one after the other, and tells what happens as JSON lines
# on stdout. Started by bootstrap.sh as `run FOLDER`; the other verbs are its own helpers, each in a session of its own.
#
# The bundle: plan (lines "install|check|remove ID"), nonce, traceparent and tracestate of a run that is traced, lib.sh,
# f/ID/ (the feature's files), m/ID/ (marker, env, timeout, downloads, network, restarts, profile, secrets/).
# In the guest: /run/phoenix/.lock (one run at a time), .live/ (sessions of a run), ID/ (secrets while its scripts run);
# /var/lib/phoenix/features/ID.json (what is installed), ID/ (what its remove script needs).
set -u
run=/run/phoenix
state=/var/lib/phoenix/features
profiles=/etc/profile.d
systemd=/run/systemd/system
net=/proc/net
me=$0

# Seconds from TERM to KILL.
grace=10
# Of a script's output, so many bytes from the start and from the end are passed on.
most_head=262144
most_tail=16384
most_chunks=2000
# Seconds that the output may stay open after the script and all of its session have ended.
linger=5
# Milliseconds to wait for an earlier run to end.
patience=45000
# Seconds to wait until systemd has started what belongs to a start, and until there is an address.
boot_wait=120
net_wait=30

emit() {
  # The caller may be gone: SIGPIPE is ignored here, so that a write fails instead.
  printf '{"phx":1,"event":"%s"%s}\n' "$1" "${2:-}" 2>/dev/null || gone=1
}

# --- processes ---

# Milliseconds since the guest started, in $now.
clock() {
  read -r now _ </proc/uptime
  now="${now%.*}${now#*.}"
  while [ "${now#0}" != "$now" ] && [ "${#now}" -gt 1 ]; do now=${now#0}; done
  now=$((now * 10))
}

# The fields of /proc/PID/stat after the name, which may hold blanks and brackets, in $stat; false when there is none.
read_stat() {
  stat=''
  { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  stat=${stat##*) }
}

# When the process started, in $began: together with the pid it names a process for good.
began_at() {
  began=''
  read_stat "$1" || return 1
  # shellcheck disable=SC2086 # fields
  set -- $stat
  began=${20}
}

# The processes of a session, in $members. A script's children may be in other groups (timeout, bash -m), but stay in it.
members_of() {
  members=''
  case $1 in '' | 0 | 1 | *[!0-9]*) return ;; esac
  wanted=$1
  for entry in /proc/[0-9]*; do
    read_stat "${entry#/proc/}" || continue
    # shellcheck disable=SC2086 # fields
    set -- $stat
    if [ "$4" = "$wanted" ] && [ "$1" != Z ]; then members="$members ${entry#/proc/}"; fi
  done
}

# Whether nothing of a session is left. Twice: a process may be born and its parent die while the table is read.
session_ended() {
  members_of "$1"
  [ -z "$members" ] || return 1
  members_of "$1"
  [ -z "$members" ]
}

# end_session SID SECONDS: TERM, after so many seconds KILL; false when something is still there.
end_session() {
  ! session_ended "$1" || return 0
  if [ "$2" -gt 0 ]; then
    # shellcheck disable=SC2086 # pids
    kill -TERM $members 2>/dev/null
    tries=$(($2 * 10))
    while [ "$tries" -gt 0 ]; do
      ! session_ended "$1" || return 0
      sleep 0.1
      tries=$((tries - 1))
    done
  fi
  tries=50
  while [ "$tries" -gt 0 ]; do
    ! session_ended "$1" || return 0
    # shellcheck disable=SC2086 # pids
    kill -KILL $members 2>/dev/null
    sleep 0.1
    tries=$((tries - 1))
  done
  return 1
}

# Every session of a run stands in .live before it lets go of the lock: whoever gets the lock knows all of them. Told by
# names alone, PID.ROLE.BEGAN: a file with something in it needs memory, of which the first script may leave none.
enlist() {
  began_at "$$" && : >"$run/.live/$$.$1.$began"
}

enlisted() {
  for entry in "$run/.live/$1".*; do [ -e "$entry" ] || return 1; done
}

delist() { rm -f "$run/.live/$1".*; }

# end_enlisted ROLE SECONDS: the sessions that an earlier run left, of one role.
end_enlisted() {
  for left in "$run"/.live/*."$1".*; do
    [ -f "$left" ] || continue
    pid=${left##*/}
    pid=${pid%%.*}
    # A session can outlive its leader; but a leader that started at another time is somebody else.
    if began_at "$pid" && [ "$began" != "${left##*.}" ]; then continue; fi
    end_session "$pid" "$2"
  done
}

# The lock, after an earlier run was ended whose caller was killed. $unclean says that there was one that did not end well.
take_over() {
  unclean=''
  mkdir -p "$run/.live"
  exec 9>"$run/.lock"
  clock
  deadline=$((now + patience))
  until flock -n 9; do
    clock
    if [ "$now" -ge "$deadline" ]; then return 1; fi
    # The run first, or it would start its next script.
    end_enlisted run 0
    end_enlisted script "$grace"
    end_enlisted help 0
    sleep 0.1
  done
  end_enlisted script "$grace"
  end_enlisted help 0
  for left in "$run"/.live/*; do
    if [ -f "$left" ]; then unclean=1; fi
  done
  rm -rf "$run/.live"
  mkdir "$run/.live" || return 1
  # The bundles of runs that were killed, by now or long ago.
  for left in "$run"/.b.*; do
    if [ "$left" = "$folder" ] || kill -0 "${left##*.}" 2>/dev/null; then continue; fi
    rm -rf "$left"
  done
}

# A run that only checks ends no other one, and leaves alone what one that was cut off has left.
step_aside() {
  unclean=''
  exec 9>"$run/.lock"
  flock -n 9 && mkdir -p "$run/.live"
}

# --- helpers: verbs of their own ---

# chunks FEATURE SCRIPT: stdin as output events, at most so much; false when there is more.
# As base64, since this is any byte of any length, and an event is a line that a pipe takes in one piece.
chunks() {
  bytes=0
  count=0
  while [ "$bytes" -lt "$most_head" ] && [ "$count" -lt "$most_chunks" ]; do
    chunk=$(dd bs=2880 count=1 2>/dev/null | base64 -w 0)
    [ -n "$chunk" ] || return 0
    emit output ",\"feature\":\"$1\",\"script\":\"$2\",\"data\":\"$chunk\""
    # Nobody reads any more: what the script prints must not hold it up.
    [ -z "$gone" ] || exec cat >/dev/null
    bytes=$((bytes + ${#chunk} * 3 / 4))
    count=$((count + 1))
  done
  return 1
}

pump() {
  if ! chunks "$1" "$2"; then
    emit output ",\"feature\":\"$1\",\"script\":\"$2\",\"why\":\"cut\""
    tail -c "$most_tail" | chunks "$1" "$2"
  fi
}

# start FOLDER FEATURE SCRIPT CONTENT META: becomes the script itself.
start() {
  name=$2
  file=$3.sh
  meta=$5
  HOME=/root USER=root LOGNAME=root SHELL=/bin/sh LANG=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive
  _REMOTE_USER=root _REMOTE_USER_HOME=/root _CONTAINER_USER=root _CONTAINER_USER_HOME=/root
  PHX_LIB=$1/x/lib.sh PHX_TMP=$1/tmp PHX_DOWNLOADS=$meta/downloads PHX_FEATURE=$name PHX_PREVIOUS=${6:-}
  export HOME USER LOGNAME SHELL LANG TERM DEBIAN_FRONTEND _REMOTE_USER _REMOTE_USER_HOME _CONTAINER_USER \
    _CONTAINER_USER_HOME PHX_LIB PHX_TMP PHX_DOWNLOADS PHX_FEATURE PHX_PREVIOUS
  umask 022
  cd "$4" || exit 126
  if [ -f "$meta/env" ]; then
    # shellcheck disable=SC1091 # of the bundle: lines of export NAME='value'
    . "$meta/env"
  fi
  first=''
  IFS= read -r first <"./$file"
  # The interpreter is called by name: no execute bit is needed, and /run may be mounted noexec.
  case $first in
    '#!'*)
      set -f
      # shellcheck disable=SC2086 # an interpreter and its argument
      set -- ${first#??}
      exec "$@" "./$file"
      ;;
    *) exec sh "./$file" ;;
  esac
}

# --- a guest that has only just started ---

booting() {
  if [ ! -d "$systemd" ] || ! command -v systemctl >/dev/null; then return 1; fi
  # "degraded" is as good as it gets in many containers. Before it listens, systemctl says nothing at all.
  case $(systemctl is-system-running 2>/dev/null) in
    running | degraded | maintenance | stopping) return 1 ;;
  esac
}

# Whether a name in the kernel's tables is a network card, and not what the kernel or Docker makes by itself.
is_card() {
  case $1 in '' | lo | sit0 | erspan0 | *tnl0 | *tunl0 | *gre* | *_vti0 | docker* | br-* | veth*) return 1 ;; esac
}

# A guest with a card, and no way out of it yet: one that waits for DHCP or a router.
unconnected() {
  [ -r "$net/dev" ] || return 1
  found=''
  while IFS=' :' read -r card _; do
    case $card in *'|'* | face) ;; *) ! is_card "$card" || found=1 ;; esac
  done <"$net/dev"
  [ -n "$found" ] || return 1
  while read -r card to _; do
    if [ "$to" != Destination ] && is_card "$card"; then return 1; fi
  done <"$net/route"
  [ -f "$net/ipv6_route" ] || return 0
  while read -r to bits _ _ _ _ _ _ _ card; do
    if [ "$to$bits" = 0000000000000000000000000000000000 ] && is_card "$card"; then return 1; fi
  done <"$net/ipv6_route"
}

# await start|address SECONDS WHAT: so long at most; then things go on as they are.
await() {
  said=''
  clock
  since=$now
  while case $1 in start) booting ;; *) unconnected ;; esac do
    clock
    if [ "$((now - since))" -ge "$(($2 * 1000))" ]; then
      printf '::phx progress went on without %s, after %s s\n' "$3" "$2" | chunks - wait
      break
    fi
    if [ -z "$said" ] && [ "$((now - since))" -ge 3000 ]; then
      said=1
      printf '::phx progress waiting for %s\n' "$3" | chunks - wait
    fi
    sleep 0.2
  done
}

case $1 in
  pump)
    gone=''
    enlist help || exit 125
    exec 9>&-
    pump "$2" "$3"
    exit 0
    ;;
  start)
    enlist script || exit 125
    exec 9>&-
    shift
    start "$@"
    ;;
  watch)
    enlist help || exit 125
    exec 9>&-
    began_at "$2" || exit 0
    leader=$began
    sleep "$3"
    # When the run was killed nobody stopped this, and the pid may be somebody else's by now.
    if ! began_at "$2" || [ "$began" = "$leader" ]; then end_session "$2" "$grace"; fi
    exit 0
    ;;
  release)
    enlist help || exit 125
    exec 9>&-
    sleep "$linger"
    kill -KILL "$2" "-$2" 2>/dev/null
    exit 0
    ;;
  run) ;;
  *) exit 2 ;;
esac

# --- the run ---

folder=$2
bundle=$folder/x
gone=''
current=''
printf '%s\n' "$$" >"$folder/pid"
umask 077
trap '' PIPE HUP
trap 'rm -rf "$folder"' EXIT
trap 'interrupted' TERM INT

# The guest goes down: what was started stays enlisted, so that the next run knows that this one did not end well.
# shellcheck disable=SC2317 # called by the trap
interrupted() {
  [ -z "$current" ] || end_session "$current" "$grace"
  end_enlisted help 0
  exit 143
}

finish() {
  delist "$$"
  if [ -n "$checks" ]; then rmdir "$run/.live" 2>/dev/null; else rm -rf "$run/.live"; fi
  nonce=''
  read -r nonce <"$bundle/nonce"
  emit 'done' ",\"nonce\":\"$nonce\",\"exit\":$1"
  exit "$1"
}

# Ends a helper, which leads a session, at once.
dismiss() {
  kill -KILL "$1" "-$1" 2>/dev/null
  wait "$1" 2>/dev/null
  delist "$1"
}

# The trace that the run belongs to, for what scripts call: TRACESTATE as it came, TRACEPARENT by `next_span`.
take_trace() {
  trace=''
  [ -f "$bundle/traceparent" ] || return
  IFS=- read -r _ trace _ flags <"$bundle/traceparent"
  [ ! -f "$bundle/tracestate" ] || IFS= read -r TRACESTATE <"$bundle/tracestate"
  [ -z "${TRACESTATE:-}" ] || export TRACESTATE
}

# A span of its own for the next script, in $span and in TRACEPARENT.
next_span() {
  span=''
  [ -n "$trace" ] || return
  { read -r random </proc/sys/kernel/random/uuid; } 2>/dev/null || return
  span=${random##*-}
  span=${random%%-*}${span#????}
  TRACEPARENT=00-$trace-$span-$flags
  export TRACEPARENT
}

# run_script FEATURE SCRIPT CONTENT META [PREVIOUS]: its exit code in $code.
run_script() {
  about=",\"feature\":\"$1\",\"script\":\"$2\""
  limit=900
  if [ -f "$4/timeout" ]; then read -r limit <"$4/timeout"; fi
  next_span
  emit begin "$about${span:+,\"span\":\"$span\"}"
  turn=$((turn + 1))
  pipe=$folder/pipe.$turn
  clock
  before=$now
  { exec setsid sh "$me" pump "$1" "$2"; } <"$pipe" &
  pump=$!
  # As a shell starts it: with a SIGPIPE that kills.
  { trap - PIPE HUP && exec setsid sh "$me" start "$folder" "$@"; } </dev/null >"$pipe" 2>&1 &
  current=$!
  { exec setsid sh "$me" watch "$current" "$limit"; } </dev/null >/dev/null 2>&1 &
  watch=$!
  wait "$current"
  code=$?
  clock
  took=$((now - before))
  dismiss "$watch"
  why=''
  # 125 may be the script's own.
  if [ "$code" -eq 125 ] && ! enlisted "$current"; then why=unstarted; fi
  # What a script leaves running in its session is ended: a service belongs to a unit.
  members_of "$current"
  if [ -n "$members" ]; then
    why=left
    end_session "$current" 2 || why=stuck
  fi
  delist "$current"
  current=''
  # What left the session may hold the output open: it is not waited for.
  { exec setsid sh "$me" release "$pump"; } </dev/null >/dev/null 2>&1 &
  release=$!
  wait "$pump"
  case $? in
    0) ;;
    # It could not be started, and what it printed may have ended the script by SIGPIPE.
    125) [ "$code" -eq 0 ] || why=unstarted ;;
    *) why=held ;;
  esac
  dismiss "$release"
  delist "$pump"
  if [ "$took" -ge "$((limit * 1000))" ]; then
    why=timeout
    [ "$code" -ne 0 ] || code=124
  fi
  emit end "$about,\"exit\":$code,\"ms\":$took${why:+,\"why\":\"$why\"}"
}

# --- what is kept in the guest ---

# The value of a text in a marker, which this program wrote in one line: field NAME LINE, in $field.
field() {
  field=''
  case $2 in *"\"$1\":\""*) ;; *) return ;; esac
  field=${2#*"\"$1\":\""}
  field=${field%%\"*}
  case $field in *[!0-9A-Za-z.+-]*) field='' ;; esac
}

read_marker() {
  marker=''
  if [ -f "$state/$1.json" ]; then { IFS= read -r marker <"$state/$1.json"; } 2>/dev/null; fi
}

# write_marker ID MEMBERS: whole or not at all, and on the disk before anything counts on it.
write_marker() {
  mkdir -p "$state" || return
  printf '{%s,"kept":"%s","at":"%s"}\n' "$2" "$kept" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$state/.$1.new" || return
  sync "$state/.$1.new" 2>/dev/null
  mv -f "$state/.$1.new" "$state/$1.json"
}

# One hash of a kept copy, in $digest.
digest_of() {
  digest=$(cd "$1" 2>/dev/null && find . ! -type d -exec sha256sum {} + | LC_ALL=C sort | sha256sum)
  digest=${digest%% *}
}

# What the remove script will need, in $state/ID; its hash in $kept.
keep() {
  kept=''
  if [ ! -f "$bundle/f/$1/remove.sh" ]; then
    rm -rf "${state:?}/$1"
    return
  fi
  rm -rf "$state/.$1.keep"
  mkdir -p "$state/.$1.keep/meta" && cp -R "$bundle/f/$1" "$state/.$1.keep/content" || return
  for part in env timeout; do
    if [ -f "$bundle/m/$1/$part" ]; then cp "$bundle/m/$1/$part" "$state/.$1.keep/meta/" || return; fi
  done
  digest_of "$state/.$1.keep"
  kept=$digest
  digest_of "$state/$1"
  if [ "$digest" = "$kept" ]; then
    rm -rf "$state/.$1.keep"
  else
    rm -rf "${state:?}/$1" && mv "$state/.$1.keep" "$state/$1"
  fi
}

# --- features ---

failed() {
  rm -rf "${run:?}/$1"
  emit end ",\"feature\":\"$1\",\"exit\":1,\"why\":\"$2\""
  finish 20
}

# Takes all secrets out of the bundle into variables of this process: no file has them while others' scripts run.
take_secrets() {
  taken=0
  for entry in "$bundle"/m/*/secrets/*; do
    [ -f "$entry" ] || continue
    taken=$((taken + 1))
    # As base64, since $(…) takes line feeds off the end.
    eval "taken_$taken=\$(base64 -w 0 <\"\$entry\") taken_for_$taken=\${entry#\"\$bundle/m/\"}"
    rm -f "$entry"
  done
}

# Secret options are files in memory while the scripts of their feature run.
give_secrets() {
  rm -rf "${run:?}/$1"
  number=0
  while [ "$number" -lt "$taken" ]; do
    number=$((number + 1))
    eval "entry=\$taken_for_$number"
    [ "${entry%%/*}" = "$1" ] || continue
    mkdir -p "$run/$1" || return
    # printf is the shell's own: it has no arguments that others could read.
    eval "printf %s \"\$taken_$number\"" | base64 -d >"$run/$1/${entry##*/}" || return
  done
}

# other_secrets MEMBERS: the names of secrets whose values are not those of the marker, in $others as JSON; none where
# something else differs too. A hash stands in the marker for each: "NAME":"HASH", in braces at the end.
other_secrets() {
  others=''
  case $marker in "{${1%%'"secrets":'*}"*) ;; *) return ;; esac
  rest=${1#*'"secrets":{'}
  rest=${rest%\}}
  while [ -n "$rest" ]; do
    case $marker in *"${rest%%,*}"*) ;; *) others="$others${others:+,}${rest%%:*}" ;; esac
    case $rest in *,*) rest=${rest#*,} ;; *) rest='' ;; esac
  done
}

# install ID VERB
install() {
  files=$bundle/f/$1
  meta=$bundle/m/$1
  clock
  first_ms=$now
  emit begin ",\"feature\":\"$1\""
  give_secrets "$1" || failed "$1" unwritable
  IFS= read -r members_of_marker <"$meta/marker"
  read_marker "$1"
  how=installed
  others=''
  field version "$marker"
  previous=$field
  case $marker in
    "{$members_of_marker"*)
      code=0
      if [ -f "$files/check.sh" ]; then run_script "$1" check "$files" "$meta" "$previous"; fi
      case $code in
        0) how=unchanged ;;
        10) how=drift ;;
        *)
          [ "$2" = check ] || failed "$1" check
          how=failed
          ;;
      esac
      ;;
    *)
      if [ "$2" = check ]; then
        how=differs
        other_secrets "$members_of_marker"
      fi
      ;;
  esac
  if [ "$2" = install ] && [ "$how" != unchanged ]; then perform "$1"; fi
  rm -rf "${run:?}/$1"
  clock
  if [ "$how" = failed ]; then code=1; else code=0; fi
  emit end ",\"feature\":\"$1\",\"exit\":$code,\"ms\":$((now - first_ms)),\"why\":\"$how\"${others:+,\"secrets\":[$others]}"
}

record() {
  if ! keep "$1" || ! write_marker "$1" "$2"; then failed "$1" unwritable; fi
}

# perform ID: install and verify, and the marker.
perform() {
  if [ -f "$meta/network" ] && [ -z "$connected" ]; then
    connected=1
    await address "$net_wait" 'its address'
  fi
  # Unfinished until it is: a run that is killed comes here again, and what is half done can be removed.
  record "$1" "\"v\":1,\"id\":\"$1\",\"version\":\"$previous\",\"hash\":\"\",\"secrets\":{}"
  run_script "$1" install "$files" "$meta" "$previous"
  if [ "$code" -eq 12 ] && [ -f "$meta/restarts" ]; then
    rm -rf "${run:?}/$1"
    emit restart ",\"feature\":\"$1\""
    finish 12
  fi
  [ "$code" -eq 0 ] || failed "$1" install
  if [ -f "$files/verify.sh" ]; then
    run_script "$1" verify "$files" "$meta" "$previous"
    [ "$code" -eq 0 ] || failed "$1" verify
  fi
  if [ -f "$meta/profile" ]; then
    { cp "$meta/profile" "$profiles/phoenix-$1.sh" && chmod 644 "$profiles/phoenix-$1.sh"; } || failed "$1" unwritable
  else
    rm -f "$profiles/phoenix-$1.sh"
  fi
  record "$1" "$members_of_marker"
}

# remove ID: by the copy that was kept when it was installed.
remove() {
  read_marker "$1"
  if [ -z "$marker" ]; then
    emit removed ",\"feature\":\"$1\",\"why\":\"absent\""
    return
  fi
  how=''
  field kept "$marker"
  if [ -z "$field" ]; then
    how=',"why":"no-script"'
  else
    digest_of "$state/$1"
    [ "$digest" = "$field" ] || failed "$1" changed
    field version "$marker"
    run_script "$1" remove "$state/$1/content" "$state/$1/meta" "$field"
    [ "$code" -eq 0 ] || failed "$1" remove
  fi
  rm -rf "$state/$1.json" "${state:?}/$1" "$profiles/phoenix-$1.sh" || failed "$1" unwritable
  emit removed ",\"feature\":\"$1\"$how"
}

# Packages that a killed run left half installed.
recover() {
  command -v dpkg >/dev/null || return 0
  mkdir -p "$bundle/f/-" "$bundle/m/-" && printf '%s\n' "echo '::phx progress repairing packages that a run left half installed'" \
    'dpkg --configure -a --force-confdef --force-confold' >"$bundle/f/-/recover.sh"
  run_script - recover "$bundle/f/-" "$bundle/m/-"
}

checks=1
while read -r verb _; do [ "$verb" = check ] || checks=''; done <"$bundle/plan"
if [ -n "$checks" ]; then
  if ! step_aside; then
    emit refused ',"why":"another run is at work in this guest"'
    exit 22
  fi
elif ! take_over; then
  emit refused ',"why":"another run in this guest cannot be ended"'
  exit 22
fi
enlist run || finish 21
take_secrets
take_trace
mkdir "$folder/tmp" || finish 21
# All at once: a script may fill the memory that they are made in.
turn=1
pipes=$folder/pipe.1
while read -r _; do
  pipes="$pipes $folder/pipe.$((turn + 1)) $folder/pipe.$((turn + 2)) $folder/pipe.$((turn + 3))"
  turn=$((turn + 3))
done <"$bundle/plan"
# shellcheck disable=SC2086 # names without blanks
mkfifo $pipes || finish 21
turn=0
connected=''
await start "$boot_wait" 'its start'
[ -z "$unclean" ] || recover
while read -r verb id; do
  # Nobody hears of what comes next, nor could answer a wish for a restart.
  [ -z "$gone" ] || finish 20
  case $verb in
    install | check) install "$id" "$verb" ;;
    remove) remove "$id" ;;
    *) failed "$id" plan ;;
  esac
done <"$bundle/plan"
finish 0

# shellcheck shell=sh
# The one constant program that Phoenix starts in a guest: sh -c TEXT. It reads a framed bundle from stdin,
#   PHX1 LENGTH SHA256\n TAR
# wholly into a tmpfs, checks it, and only then unpacks and starts its run.sh. A bundle that is cut anywhere runs nothing.
set -u
umask 077
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
run=/run/phoenix
systemd=/run/systemd/system
init=/proc/1/exe

refuse() {
  printf '{"phx":1,"event":"refused","why":"%s"}\n' "$1"
  exit 21
}

read -r magic length sum || refuse 'the bundle was cut'
[ "$magic" = PHX1 ] || refuse 'this is not a bundle'
case $length in
  '' | *[!0-9]* | ??????????*) refuse 'the length of the bundle cannot be understood' ;;
esac
case $sum in
  *[!0-9a-f]*) refuse 'the checksum of the bundle cannot be understood' ;;
esac
[ "${#sum}" -eq 64 ] || refuse 'the checksum of the bundle cannot be understood'

for tool in base64 dd env find flock head mkfifo mv rm setsid sha256sum sort stat tail tar wc; do
  command -v "$tool" >/dev/null || refuse "the guest lacks the program $tool"
done
# Right after a start systemd has not mounted /run yet, and would hide what stands there by then. Its first process is
# not even that of the guest while lxc-start still prepares it.
tries=0
while :; do
  case $(readlink "$init") in
    */systemd) [ ! -d "$systemd" ] || break ;;
    */lxc-start) ;;
    *) break ;;
  esac
  [ "$tries" -lt 300 ] || refuse 'the systemd of the guest does not start'
  tries=$((tries + 1))
  sleep 0.1
done
mkdir -p "$run" || refuse "$run cannot be made"
chmod 700 "$run" || refuse "$run cannot be made private"
# The bundle may hold secrets, which are never written to a disk.
if [ "$(stat -f -c %T "$run")" != tmpfs ]; then
  mount -t tmpfs -o mode=0700,nosuid,nodev phoenix "$run" || refuse "$run is not in memory, and no tmpfs can be mounted there"
fi

# What killed runs left would fill the memory: of the run itself, and of the bootstrap that started it.
for old in "$run"/.b.*; do
  [ -d "$old" ] || continue
  kill -0 "${old##*.}" 2>/dev/null || kill -0 "$(cat "$old/pid" 2>/dev/null)" 2>/dev/null || rm -rf "$old"
done

folder=$run/.b.$$
rm -rf "$folder"
mkdir "$folder" || refuse "$folder cannot be made"
trap 'rm -rf "$folder"' EXIT
head -c "$length" >"$folder/bundle" || refuse "the bundle does not fit into $run"
# By what this still had open, any process of the guest could read the bundle again.
exec </dev/null
[ "$(wc -c <"$folder/bundle")" -eq "$length" ] || refuse 'the bundle was cut'
[ "$(sha256sum <"$folder/bundle")" = "$sum  -" ] || refuse 'the bundle has another checksum'
mkdir "$folder/x" || refuse "$folder cannot be made"
tar -xof "$folder/bundle" -C "$folder/x" || refuse 'the bundle cannot be unpacked'
rm -f "$folder/bundle"

# In a session of its own, so that a later run can find and end this one when its caller was killed. A background process
# of a shell without job control leads no group: setsid does not fork, and $! is the run.
setsid env -i PATH="$PATH" sh "$folder/x/run.sh" run "$folder" </dev/null &
wait "$!"
exit

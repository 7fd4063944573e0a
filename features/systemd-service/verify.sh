#!/bin/sh
# The program runs, and still does two seconds later; its port is open and its address answers, where they are given.
set -eu
. "$PHX_LIB"

runs() { systemctl show -p MainPID -p ActiveState --value "$NAME.service" | paste -sd ' ' -; }
[ "$PORT" -eq 0 ] || phx_wait_port "$PORT" 60
[ -z "$URL" ] || curl -fsS --max-time 10 --retry 12 --retry-delay 5 --retry-all-errors -o /dev/null "$URL"
before=$(runs)
sleep 2
case $before in
*' active' | 'active '*) [ "$before" = "$(runs)" ] && exit 0 ;;
esac
echo "$NAME does not stay up" >&2
journalctl --quiet --no-pager --lines 20 --unit "$NAME.service" >&2
exit 1

#!/bin/sh
# Writes down each of its runs, and whether another one was under way: the lock goes with the process that holds it.
set -eu
runs=/srv/shop/imports
exec 9>/run/catalogue.lock
flock --nonblock 9 || { echo 'two at once' >>"$runs"; exit 1; }
echo begin >>"$runs"
tries=0
while [ -n "$DELIVERY" ] && [ ! -e "$DELIVERY" ]; do
  tries=$((tries + 1))
  [ "$tries" -le 600 ] || { echo "no delivery: $DELIVERY" >&2; exit 1; }
  sleep 0.2
done
printf '%s\n' "$ITEMS" >/srv/shop/catalogue
echo end >>"$runs"

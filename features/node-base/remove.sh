#!/bin/sh
# The account and the time zone stay: somebody may be logged in, and there is none to go back to.
set -eu
. ./want.sh

rm -f "$sudoers" "$free_source"
for file in "$paid_source" "$paid_list"; do
  [ ! -f "$file$aside" ] || mv -f "$file$aside" "$file"
done

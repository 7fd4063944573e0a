#!/bin/sh
# Whether sudo takes the account.
set -eu
. ./want.sh

[ -z "$ACCOUNT" ] || sudo -l -U "$ACCOUNT" | grep -q 'NOPASSWD: ALL'

#!/bin/sh
# Removes the server and our settings. Clusters in /var/lib/postgresql stay, and are there again with the package.
set -eu
. "$PHX_LIB"
. ./want.sh

find_cluster
if [ -n "$version" ]; then
  rm -f "$conf"
  sed -i '/# phoenix$/d' "$hba"
fi
phx_apt_remove postgresql "postgresql-$version" postgresql-common

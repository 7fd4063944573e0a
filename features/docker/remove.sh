#!/bin/sh
# Removes the engine and our settings. Images, volumes and networks stay in the data folder.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_remove docker.io docker-cli docker-compose docker-compose-v2 docker-ce docker-ce-cli docker-compose-plugin \
  containerd containerd.io runc
rm -f "$conf" "$source_list" "$key" "$members_file"

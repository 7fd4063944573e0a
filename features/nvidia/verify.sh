#!/bin/sh
# Asks nvidia-smi for the driver and the cards; without a card, whether the library for CUDA is there in this version.
set -eu
. "$PHX_LIB"
. ./want.sh

if [ -e /dev/nvidiactl ]; then
  nvidia-smi --query-gpu=driver_version --format=csv,noheader | sort -u | grep -qx "$driver"
  phx_event cards "$(nvidia-smi --query-gpu=name --format=csv,noheader | paste -sd ';' -)"
else
  found=$(find /usr/lib /usr/lib64 -name libcuda.so.1 2>/dev/null | head -n 1)
  [ "$(basename "$(readlink -f "$found")")" = "libcuda.so.$driver" ]
  echo 'no card in this guest: only the libraries were looked at'
fi

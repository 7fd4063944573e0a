#!/bin/sh
# The kernel runs this driver, and it answers for each card.
set -eu
. "$PHX_LIB"
. ./want.sh

[ "$(loaded)" = "$VERSION" ]
nvidia-smi --query-gpu=driver_version --format=csv,noheader | sort -u | grep -qx "$VERSION"
phx_event cards "$(nvidia-smi --query-gpu=name --format=csv,noheader | paste -sd ';' -)"

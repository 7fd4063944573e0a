#!/bin/sh
set -eu
. "$PHX_LIB"
phx_wait_port "$PORT" 30

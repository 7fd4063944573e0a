#!/bin/sh
set -eu
. "$PHX_LIB"
. ./want.sh

want_stamp | phx_expect_file "$stamp"
node=$(node_driver || :)
[ -z "$node" ] || [ "$node" = "$driver" ] || phx_drift "the node runs driver $node, the guest has $driver"

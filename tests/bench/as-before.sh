#!/bin/bash
# What Phoenix's predecessor, an orchestrator in bash, starts for one converged guest of an estate of one, as it was counted
# with strace: 961 programs, of them 325 times jq over the whole file and 61 times pct. Its seconds of sleep are left out.
#
#   as-before.sh CONFIG.json VMID
set -u
config=$1 vmid=$2
lines=0

value() { jq -r --arg id "$vmid" '.[$id] // empty' "$config" >/dev/null; }

# A line of its log: the time, who says it, and a copy for the file.
say() {
  date +%s >/dev/null
  basename "$0" >/dev/null
  echo "$vmid: $1" | tee /dev/null >/dev/null
  lines=$((lines + 1))
}

node() { pct "$@" </dev/null >/dev/null 2>&1 || true; }

for _ in $(seq 4); do node status "$vmid"; done
for _ in $(seq 2); do node config "$vmid"; done
for _ in $(seq 6); do node set "$vmid" --onboot 1; done
for _ in $(seq 41); do node exec "$vmid" -- true; done
for _ in 1 2; do
  node listsnapshot "$vmid"
  node delsnapshot "$vmid" health
  node snapshot "$vmid" health
done
node stop "$vmid"
node start "$vmid"

for _ in $(seq 325); do value; done
# 3 times seq above are of the 961 too; the rest are lines of its log.
while [ "$lines" -lt 190 ]; do say "nothing to do"; done

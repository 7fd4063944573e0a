/**
 * Snapshots by the clock: one script in cron's hourly folder of the node, the same for all its datasets. What is kept of
 * each stands in the dataset's own property, so that the script needs neither Phoenix nor a list of its own.
 */
import type { Snapshot } from '../../node/port.ts';
import type { NodeName } from '../step.ts';
import { KEEP_PROPERTY } from './zfs-reading.ts';

/** A name that run-parts takes: without a dot. */
export const SCRIPT_PATH = '/etc/cron.hourly/phoenix-snapshots';

/** Of those that an apply takes before a change. */
const CHANGE_PREFIX = 'phoenix-change-';

export const SCRIPT = `#!/bin/sh
# Written by Phoenix. Takes and removes the snapshots that the property ${KEEP_PROPERTY} of a dataset asks for.
zfs get -H -s local -t filesystem -o name,value ${KEEP_PROPERTY} | while read -r dataset rules; do
  for rule in $(echo "$rules" | tr , ' '); do
    age=\${rule%%=*}
    count=\${rule#*=}
    case $count in '' | *[!0-9]* | 0) continue ;; esac
    case $age in
      hourly) now=$(date -u +%Y-%m-%dT%H) ;;
      daily) now=$(date -u +%Y-%m-%d) ;;
      weekly) now=$(date -u +%G-W%V) ;;
      monthly) now=$(date -u +%Y-%m) ;;
      change) now= ;;
      *) continue ;;
    esac
    prefix=$dataset@phoenix-$age-
    have=$(zfs list -H -d 1 -t snapshot -o name -s creation "$dataset" </dev/null) || continue
    if [ -n "$now" ] && ! echo "$have" | grep -Fqx "$prefix$now"; then
      zfs snapshot "$prefix$now" </dev/null || continue
      have=$(zfs list -H -d 1 -t snapshot -o name -s creation "$dataset" </dev/null) || continue
    fi
    own=$(echo "$have" | grep -F "$prefix")
    total=$(echo "$own" | grep -c .)
    echo "$own" | while read -r snapshot; do
      [ "$total" -gt "$count" ] || break
      zfs destroy "$snapshot" </dev/null
      total=$((total - 1))
    done
  done
done
`;

export function isScriptThere(snapshot: Snapshot, node: NodeName): boolean {
  const facts = snapshot.nodes.get(node);
  return facts?.reachable === true && facts.files?.get(SCRIPT_PATH) === SCRIPT;
}

/** `rpool/x@phoenix-change-20261122T190000000Z`. */
export const changeSnapshot = (dataset: string, now: string): string =>
  `${dataset}@${CHANGE_PREFIX}${now.replaceAll(/[-:.]/g, '')}`;

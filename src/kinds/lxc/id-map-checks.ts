/** Maps of users that no guest starts with (PVE 9.2, LXC 6). What is allowed and unwise stands among the rules. */
import type { PointedFinding } from '../../errors.ts';
import { pointer } from '../../json.ts';
import { finding } from './finding-ids.ts';
import { IDMAP, type IdRange, mountMap, overlapIn, parseIdRange, rangeText } from './id-map.ts';
import type { LxcInput } from './schema.ts';
import type { LxcSpec } from './spec.ts';

const COMPLETE = 'Write whole maps, such as ["u 0 100000 65536", "g 0 100000 65536"]';

function overlapping(ranges: readonly IdRange[], path: string): PointedFinding[] {
  const pair = overlapIn(ranges);
  if (!pair) return [];
  const [a, b] = pair.map(rangeText);
  const hint = 'let each id stand in one range, in the guest and on the node';
  return [finding('PHX619', path, `"${a}" and "${b}" map an id twice`, hint)];
}

function raw({ raw }: LxcSpec, input: LxcInput): PointedFinding[] {
  const lines = raw[IDMAP];
  if (!lines) return [];
  const at = pointer('raw', IDMAP);
  const isList = Array.isArray(input.raw?.[IDMAP]);
  const findings: PointedFinding[] = [];
  const ranges: IdRange[] = [];
  for (const [index, line] of lines.entries()) {
    const range = parseIdRange(line);
    if (range && !line.includes(':')) ranges.push(range);
    else {
      const path = isList ? `${at}/${index}` : at;
      const hint =
        'write it as "u 0 100000 65536": u or g, first id in the guest, first id on the node, how many';
      findings.push(finding('PHX619', path, `Proxmox does not understand the map "${line}"`, hint));
    }
  }
  if (findings.length > 0) return findings;
  const hasRoot = (type: IdRange['type']) => ranges.some((one) => one.type === type && one.guest === 0);
  for (const [type, who] of [
    ['u', 'root'],
    ['g', 'the group root'],
  ] as const) {
    if (hasRoot(type)) continue;
    findings.push(
      finding('PHX619', at, `${who} of the guest is not mapped, and it does not start`, COMPLETE),
    );
  }
  return [...findings, ...overlapping(ranges, at)];
}

export function idMaps(spec: LxcSpec, input: LxcInput): readonly PointedFinding[] {
  const findings = raw(spec, input);
  for (const [path, mount] of Object.entries(spec.mounts)) {
    if (mount['idmap'] !== undefined) {
      findings.push(...overlapping(mountMap(mount), pointer('mounts', path, 'idmap')));
    }
  }
  if (spec.rootfs?.['idmap'] !== undefined) {
    findings.push(...overlapping(mountMap(spec.rootfs), pointer('rootfs', 'idmap')));
  }
  return findings;
}

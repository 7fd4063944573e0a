/** Whether a guest and its node are what its features need, and whether they bear each other. Pure. */
import { quote } from '../config/quote.ts';
import { diskSize } from '../config/units.ts';
import type { Json } from '../json.ts';
import type { PointedFinding } from '../errors.ts';
import type { Chosen } from './chosen.ts';
import { findingIn } from './finding-ids.ts';
import type { GuestNeeds } from './manifest.ts';

/** The guest as its file says. Sizes in KiB; null: not known. */
export interface GuestFacts {
  readonly nesting: boolean;
  readonly keyctl: boolean;
  readonly fuse: boolean;
  readonly privileged: boolean;
  readonly memory: number | null;
  readonly disk: number | null;
  /** Device nodes in the guest. */
  readonly devices: readonly string[];
  /** Such as `debian:12`. */
  readonly os: string | null;
}

/** What the node declares in phoenix.json, by name; null: it is not known on which node the guest is. */
export type HostFacts = Readonly<Record<string, Json>>;

export function unmet(
  chosen: readonly Chosen[],
  guest: GuestFacts,
  host: HostFacts | null,
): PointedFinding[] {
  return [
    ...chosen.flatMap((one) => [
      ...guestNeeds(one, guest),
      ...hostNeeds(one, host),
      ...system(one, guest.os),
    ]),
    ...exclusions(chosen),
  ];
}

const named = ({ feature }: Chosen) => `the feature ${quote(feature.id)}`;

/** A feature that was brought along stands in no file: who brought it does. */
function because({ broughtBy }: Chosen): string {
  return broughtBy.length === 0 ? '' : ` (brought by ${broughtBy.join(', ')})`;
}

const FLAGS: readonly [key: 'nesting' | 'keyctl' | 'fuse' | 'privileged', what: string, write: string][] = [
  ['nesting', 'nesting', '"nesting": true'],
  ['keyctl', 'keyctl', '"keyctl": true'],
  ['fuse', 'FUSE', '"fuse": true'],
  ['privileged', 'a privileged guest', '"unprivileged": false in a guest that is made anew'],
];

function guestNeeds(one: Chosen, guest: GuestFacts): PointedFinding[] {
  const needs: GuestNeeds = one.feature.manifest.requires.guest;
  const told: PointedFinding[] = [];
  const tell = (what: string, hint: string) =>
    told.push(findingIn('PHX719', one.path, `${named(one)}${because(one)} requires ${what}`, hint));
  for (const [key, what, write] of FLAGS) {
    if (needs[key] === true && !guest[key]) tell(what, `Write ${write}, or remove the feature.`);
  }
  const sizes = [
    ['memory', 'memory', needs.memory, guest.memory],
    ['disk', 'a root disk', needs.disk, guest.disk],
  ] as const;
  for (const [key, what, least, has] of sizes) {
    if (least === undefined || has === null || has >= least) continue;
    const write =
      key === 'memory' ? `"memory": "${diskSize(least)}"` : `a "size" of ${diskSize(least)} in "rootfs"`;
    tell(`${what} of at least ${diskSize(least)}; the guest has ${diskSize(has)}`, `Write ${write} or more.`);
  }
  for (const device of needs.devices ?? []) {
    if (!guest.devices.includes(device))
      tell(`the device ${device}`, `Add ${quote(device)} to "devices" of the guest.`);
  }
  return told;
}

function hostNeeds(one: Chosen, host: HostFacts | null): PointedFinding[] {
  if (!host) return [];
  return Object.entries(one.feature.manifest.requires.host).flatMap(([fact, want]) => {
    const has = Object.hasOwn(host, fact) ? host[fact] : undefined;
    const fits = want === true ? has !== undefined && has !== false && has !== null : has === want;
    if (fits) return [];
    const value = want === true ? '' : ` to be ${JSON.stringify(want)}`;
    const now =
      has === undefined ? 'its node does not declare it' : `its node declares ${JSON.stringify(has)}`;
    const message = `${named(one)}${because(one)} requires the fact ${quote(fact)} of the node${value}; ${now}`;
    const hint = 'Declare it for the node in phoenix.json if it is so, or choose another node.';
    return [findingIn('PHX720', one.path, message, hint)];
  });
}

function system(one: Chosen, os: string | null): PointedFinding[] {
  const systems = one.feature.manifest.os;
  if (!systems || os === null || systems.includes(os)) return [];
  const message = `${named(one)}${because(one)} is for ${systems.join(', ')}; the guest runs ${os}`;
  return [
    findingIn('PHX721', one.path, message, 'Choose another template for the guest, or remove the feature.'),
  ];
}

/** Each pair is told of once, at the feature that says so. */
function exclusions(chosen: readonly Chosen[]): PointedFinding[] {
  const told = new Set<string>();
  return chosen.flatMap((one) =>
    one.feature.manifest.conflicts.flatMap((word) =>
      chosen.flatMap((other) => {
        const { id, provides } = other.feature.manifest;
        const pair = [one.feature.id, id].sort().join(' ');
        if (other === one || (id !== word && !provides.includes(word)) || told.has(pair)) return [];
        told.add(pair);
        const message = `${named(one)}${because(one)} cannot be in one guest with ${quote(id)}${because(other)}`;
        return [findingIn('PHX718', one.path, message, 'Remove one of the two.')];
      }),
    ),
  );
}

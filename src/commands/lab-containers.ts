/** `phoenix lab up`, `down` and `status`: labs whose guests are real containers, and what they have on this machine. */
import { buildArchives, labDown, labStatus, labUp } from '../simulator/edge/lxc/up.ts';
import type { Inventory } from '../simulator/edge/lxc/inventory.ts';
import { registeredLabs } from '../simulator/edge/lxc/record.ts';
import { readLayout } from '../simulator/edge/layout.ts';
import { PhoenixError } from '../errors.ts';
import { plural } from '../plan/render/words.ts';
import type { Console } from './console.ts';
import { labOptionsOf } from './estate-lab.ts';
import { openWorkspace, sound } from './workspace.ts';

export interface LabUpOptions {
  readonly dir: string;
  /** A configs folder: a new lab gets the nodes, storages and templates that it expects. */
  readonly from?: string;
  /** Builds the systems of the estate's archives now, and not when the first guest needs them. */
  readonly build?: boolean;
  readonly cache?: string;
  readonly mirror?: string;
}

export async function labUpCommand(options: LabUpOptions, io: Console): Promise<number> {
  const { dir, from, build, cache, mirror } = options;
  const isThere = readLayout(dir) !== null;
  const fresh = from === undefined ? {} : labOptionsOf(sound(openWorkspace({ configs: from }).onDisk()));
  const { lab, record } = labUp(dir, {
    fresh,
    ...(cache === undefined ? {} : { cache }),
    ...(mirror === undefined ? {} : { mirrors: { debian: mirror } }),
  });
  if (isThere && from !== undefined) io.err(`${dir} is a lab already, so nothing was taken from ${from}.`);
  if (build) buildArchives(record, fresh.templates ?? [], (text) => io.err(text.replace(/\n$/, '')));
  const ways = [
    [`phoenix lab ${dir} -- pct list`, `a command on ${lab.layout.node}`],
    [`phoenix apply --node sim:${dir}`, 'builds an estate in real containers'],
    [`phoenix lab status ${dir}`, 'what it has on this machine'],
    [`phoenix lab down ${dir}`, 'takes all of that away again'],
  ] as const;
  const width = Math.max(...ways.map(([command]) => command.length));
  io.out(
    [
      `${lab.dir}: lab ${record.id}, nodes ${lab.nodes.join(', ')}, guests are real containers`,
      '',
      ...ways.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`),
    ].join('\n'),
  );
  return 0;
}

export interface LabDownOptions {
  /** A folder, or a lab's id. */
  readonly which?: string;
  readonly all?: boolean;
  /** Also the folder with the guests' files. */
  readonly remove?: boolean;
}

export async function labDownCommand({ which, all, remove }: LabDownOptions, io: Console): Promise<number> {
  const chosen = all ? registeredLabs().map(({ id }) => id) : which === undefined ? [] : [which];
  if (chosen.length === 0) {
    io.err(
      all ? 'There is no lab on this machine.' : 'Which one? phoenix lab status shows them; --all takes all.',
    );
    return all ? 0 : 1;
  }
  let left = 0;
  for (const one of chosen) {
    try {
      const { lab, containers } = labDown(one, remove === true);
      const what = `${plural(containers, 'container')}, network, mounts`;
      io.out(
        `lab ${lab.id} is down: ${what}${remove ? ', folder' : ''} removed${lab.dir ? ` (${lab.dir})` : ''}`,
      );
    } catch (error) {
      // One that holds on to something keeps no other one up.
      if (!all || !(error instanceof PhoenixError)) throw error;
      io.err(`lab ${one}: ${error.message}${error.hint === undefined ? '' : `\n  do: ${error.hint}`}`);
      left += 1;
    }
  }
  return left === 0 ? 0 : 1;
}

function describe({ lab, orphan, guests, network, mounts }: Inventory): string {
  const lines = [
    `lab ${lab.id}  ${lab.dir || 'unknown folder'}${orphan ? ' (gone: phoenix lab down takes it away)' : ''}`,
  ];
  if (guests.length === 0) lines.push('  no guest has run since it is up');
  for (const { vmid, up, memory } of guests) {
    const size = memory === null ? '' : `, ${Math.round(memory / 1024 ** 2)} MiB`;
    lines.push(`  guest ${vmid}  ${up ? `running${size}` : 'stopped'}`);
  }
  for (const { bridge, address, routed } of network) {
    lines.push(
      `  bridge ${bridge}  ${address}${routed ? '' : ' (not reachable from here: this machine has such a network)'}`,
    );
  }
  if (mounts > 0) lines.push(`  ${mounts} ${mounts === 1 ? 'mount' : 'mounts'}`);
  return lines.join('\n');
}

export async function labStatusCommand(
  { which, json }: { readonly which?: string; readonly json?: boolean },
  io: Console,
): Promise<number> {
  const labs = labStatus(which ?? null);
  if (json) io.out(JSON.stringify(labs, null, 2));
  else
    io.out(
      labs.length === 0
        ? 'There is no lab of real containers on this machine.'
        : labs.map(describe).join('\n\n'),
    );
  return 0;
}

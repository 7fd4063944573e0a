/** A node on which laws are tried: what was asked of it, and what its guests really run with. */
import { fieldName } from '../../src/kinds/guest/field-name.ts';
import { sectionFields } from '../../src/kinds/lxc/conf-fields.ts';
import type { Field } from '../../src/kinds/guest/field.ts';
import { optionRow } from '../../src/kinds/lxc/options.ts';
import { parseConf } from '../../src/node/conf.ts';
import { confPath, isRunning, ownerOf } from '../../src/simulator/guests.ts';
import type { MemoryHost } from '../../src/simulator/memory-host.ts';
import { type Command, isQuestion } from './law-estate.ts';

export interface World {
  readonly host: MemoryHost;
  readonly commands: Command[];
  /** What the guests had in their conf files when they last came up. */
  readonly booted: Map<number, string>;
  /** Sees every command that changes something. */
  readonly onRun: (node: string, argv: readonly string[], result: Command['result']) => void;
}

function confOf(host: MemoryHost, vmid: number): string {
  return host.read(confPath(ownerOf(host, vmid)?.node ?? '', vmid)) ?? '';
}

export function worldOf(host: MemoryHost): World {
  const commands: Command[] = [];
  const booted = new Map<number, string>();
  return {
    host,
    commands,
    booted,
    onRun: (node, argv, result) => {
      if (isQuestion(argv)) return;
      commands.push({ node, argv, result });
      const vmid = Number(argv[2]);
      if (argv[0] === 'pct' && ['start', 'reboot', 'migrate'].includes(argv[1] ?? '')) {
        booted.set(vmid, confOf(host, vmid));
      }
    },
  };
}

/** Options that a running guest takes at its next start only (PCT-OBSERVED, "pending till restart"). */
const AT_START =
  /^(?:hostname|nameserver|searchdomain|timezone|cmode|console|tty|debug|entrypoint|env|features|rootfs|raw:.*)$/s;

/** And those that it takes at once when they are plugged in as a whole, and not when they change. */
const PLUGGED = /^(?:net\d+ (?:mtu|trunks|host-managed)|(?:mount|device):.* .*)$/s;

/** What is written, and not in effect because the guest was not restarted. */
export function notInEffect(world: World, vmid: number, isFree: (one: Field) => boolean): string[] {
  const { host, booted } = world;
  if (!isRunning(host, vmid)) return [];
  const [old, now] = [booted.get(vmid) ?? '', confOf(host, vmid)].map((text) =>
    sectionFields(parseConf(text)),
  );
  const slots = new Set(old?.map(({ slot }) => slot));
  const counts = (one: Field) => {
    const { slot, key, value } = one;
    if (isFree(one) || key === 'size' || optionRow(fieldName(slot, key)).default === value) return false;
    return AT_START.test(slot) || (slots.has(slot) && PLUGGED.test(`${slot} ${key}`));
  };
  const shown = (fields: readonly Field[] = []) =>
    fields.filter(counts).map(({ path, value }) => `${path} = ${JSON.stringify(value)}`);
  const [before, after] = [new Set(shown(old)), new Set(shown(now))];
  const kept = new Set(now?.map(({ slot }) => slot));
  return [
    ...[...after].filter((one) => !before.has(one)).map((one) => `${one} is written, without a restart`),
    // A device or card that was pulled is gone at once, or stays until the stop: then Proxmox says so.
    ...shown(old?.filter(({ slot }) => kept.has(slot) || AT_START.test(slot)))
      .filter((one) => !after.has(one))
      .map((one) => `${one} is taken away, without a restart`),
  ];
}

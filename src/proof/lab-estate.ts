/** An estate as a lab can hold it: only what is asked for, as large as the machine, without what belongs to the node. Pure. */
import type { Address, Estate, Resource } from '../config/model.ts';
import { settingsSchema } from '../config/settings.ts';
import type { LxcSpec } from '../kinds/lxc/spec.ts';
import { capacityText } from '../plan/render/words.ts';
import { isBuilt, type Machine } from './obstacles.ts';

/** Limits and waiting times are for guests that somebody uses. */
const { policies: NO_POLICIES } = settingsSchema.parse({ name: 'lab', nodes: {} });

/** Options without which a guest is built as well: scripts of the node, and what keeps it from being removed. */
const LEFT_OUT: readonly string[] = ['hookscript', 'protection'];

export function labEstate(estate: Estate, wanted: ReadonlySet<Address>, machine: Machine): Estate {
  const { runner: _, ...settings } = estate.settings;
  const resources = [...estate.resources.values()]
    .filter(isBuilt)
    .filter(({ address }) => wanted.has(address));
  return {
    ...estate,
    settings: { ...settings, policies: NO_POLICIES },
    resources: new Map(resources.map((one) => [one.address, inLab(one, machine)])),
    findings: [],
  };
}

function inLab(resource: Resource<LxcSpec>, machine: Machine): Resource<LxcSpec> {
  const { pool: _, options, ...spec } = resource.spec;
  const kept = Object.entries(options).filter(([key]) => !LEFT_OUT.includes(key));
  const fitted = kept.map(([key, value]) => [
    key,
    key === 'memory' || key === 'cores' ? fit(key, value, machine) : value,
  ]);
  return { ...resource, spec: { ...spec, options: Object.fromEntries(fitted) } };
}

/** MiB of memory, as Proxmox counts, or cores. */
function fit(key: 'memory' | 'cores', value: string, machine: Machine): string {
  const most = key === 'memory' ? Math.floor(machine.memory / 1024) : machine.cores;
  return String(Math.min(Number(value), most));
}

const size = (kib: number) => capacityText('memory', kib);

/** How the lab's guest differs from the one that the file describes. */
export function labNotes(resource: Resource, machine: Machine): string[] {
  if (!isBuilt(resource)) return [];
  const { options, mounts, pool } = resource.spec;
  const [memory, cores] = [Number(options['memory'] ?? 0) * 1024, Number(options['cores'] ?? 0)];
  const binds = Object.entries(mounts).flatMap(([path, mount]) =>
    mount['bind'] === undefined ? [] : [path],
  );
  return [
    ...(memory > machine.memory ? [`${size(machine.memory)} of ${size(memory)} memory`] : []),
    ...(cores > machine.cores ? [`${machine.cores} of ${cores} cores`] : []),
    ...(binds.length > 0 ? [`an empty folder at ${binds.join(', ')}`] : []),
    ...(options['hookscript'] === undefined ? [] : ['without its hook script']),
    ...(pool === undefined ? [] : ['in no pool']),
  ];
}

export interface BindFolder {
  /** On the node. */
  readonly path: string;
  /** The user id on the node that owns it. */
  readonly owner: number;
}

/** Ids of guests without privileges begin there on the node (Proxmox's own default). */
const SHIFT = 100_000;

/** Folders that guests bind, each as the first of its guests can write it. */
export function bindFolders({ resources, settings }: Estate): BindFolder[] {
  const folders = new Map<string, number>();
  for (const { spec } of [...resources.values()].filter(isBuilt)) {
    const { mounts, unprivileged } = spec;
    for (const { bind } of Object.values(mounts)) {
      if (bind === undefined || folders.has(bind)) continue;
      const owner = Object.values(settings.binds).find(({ path }) => path === bind)?.owner ?? 0;
      folders.set(bind, owner + (unprivileged ? SHIFT : 0));
    }
  }
  return [...folders].map(([path, owner]) => ({ path, owner }));
}

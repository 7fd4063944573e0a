/** The labels of metrics, what each means, and how many values it has at most: none grows with time. */

export interface Label {
  readonly means: string;
  /** How many values it has, in words. */
  readonly bound: string;
}

export const LABELS = {
  estate: { means: 'the name of the estate', bound: 'one for each estate that this machine runs' },
  env: { means: 'its environment; without one, the label is left out', bound: 'the environments' },
  command: { means: 'what was done: `apply`, `purge`, `vault check`', bound: 'the commands of Phoenix' },
  outcome: { means: 'how it ended', bound: 'at most 7, listed with the metric' },
  kind: { means: 'the kind of a resource', bound: 'the kinds of Phoenix' },
  action: { means: 'what is done to a resource: `create`, `update`, `retire`', bound: '10' },
  effect: { means: 'what a change does to the running thing: `live`, `restart`', bound: '9' },
  verb: { means: 'what a step does: `run`, `write`, `guest`, `health`', bound: '8' },
  node: { means: 'the name of a node', bound: 'the nodes of the cluster' },
  state: { means: 'what was seen', bound: 'at most 9, listed with the metric' },
  address: { means: 'the address of a resource', bound: 'at most 50 at a time' },
  layer: { means: 'the address of a layer', bound: 'the layers' },
  feature: { means: 'the id of a feature', bound: 'the features in use' },
  version: { means: 'a version: of a feature, of Phoenix', bound: 'what is in use now' },
  pve: { means: 'the version of Proxmox VE', bound: 'one for each node' },
  program: { means: 'a program on a node: `pct`, `zfs`', bound: 'the programs that Phoenix starts' },
  severity: { means: '`error`, `warning` or `notice`', bound: '3' },
  code: { means: 'the code of an error; `BUG` for what is a fault of Phoenix', bound: '13' },
  finding: { means: 'the id of a finding, such as `PHX101`', bound: 'the findings of Phoenix' },
  checks: { means: 'whether check scripts in guests were asked: `true` or `false`', bound: '2' },
} as const satisfies Readonly<Record<string, Label>>;

export type LabelName = keyof typeof LABELS;

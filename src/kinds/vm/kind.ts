/** Virtual machines: the parts of this folder, and what they share with other guests, as one kind. */
import type { GuestState } from '../../node/port.ts';
import { guestHolds } from '../guest/conditions.ts';
import { diffGuest } from '../guest/diff.ts';
import type { GuestLive } from '../guest/live.ts';
import { learnedOf, learnsOf } from '../guest/learned.ts';
import { pinHolds } from '../guest/pins.ts';
import { idOf, observeGuest, ownedGuests } from '../guest/observe.ts';
import { secretsOf } from '../guest/secrets.ts';
import { guestSteps } from '../guest/steps/steps.ts';
import { onNode } from '../image/expand.ts';
import type { Kind, StepsInput } from '../kind.ts';
import type { Step } from '../step.ts';
import { secretsTold } from './cloud-init/files.ts';
import { holdsReady, lookAtReady, withReady } from './cloud-init/ready.ts';
import { withSnippets } from './cloud-init/steps.ts';
import { defaultAt } from './default-at.ts';
import { demandOf, edgesOf, outputsOf, summaryOf } from './describe.ts';
import { VM } from './dialect.ts';
import { CLOUD_INIT_FINDINGS } from './cloud-init/finding-ids.ts';
import { VM_FINDINGS } from './finding-ids.ts';
import { VM_GRAMMAR } from './grammar.ts';
import { guestOf, storedOf } from './guest-view.ts';
import { importVm } from './import/find.ts';
import { reasonOf } from './reasons.ts';
import { MAPPING_FILES } from './mapped.ts';
import { resolveVm } from './resolve.ts';
import { vmRules } from './rules/registry.ts';
import { vmSchema } from './schema.ts';
import { VM_WORDS } from './schema-words.ts';
import type { VmSpec } from './spec.ts';

/** Its scopes are those of guests, but for a machine that comes up and for IPAM. */
const holds: Kind['holds'] = (check, state, digest) => {
  if (check.is === 'ready') return holdsReady(state);
  return pinHolds(check, state) ?? guestHolds(VM_GRAMMAR, check, state as GuestState, digest);
};

/** What `cicustom` names is written before, and removed when nothing names it any more; what starts comes up. */
function stepsOf(input: StepsInput<VmSpec, GuestLive>): readonly Step[] {
  const { action, changes, want, base, seen, mark, snapshot } = input;
  const live = 'live' in seen ? seen.live : null;
  const vmid = want?.spec.vmid ?? Number(mark.id.replace(/^vmid:/, ''));
  const steps = withReady(vmid, guestSteps({ ...input, dialect: VM }));
  const isMade = action === 'create' || action === 'replace';
  return withSnippets(
    {
      address: mark.address,
      vmid,
      node: want?.spec.node ?? live?.node ?? '',
      snapshot,
      told: want?.spec.told ?? null,
      before: [live?.conf.options.get('cicustom') ?? '', base?.spec.cloudInit['cicustom'] ?? ''],
      writes: isMade || changes.some(({ slot }) => slot === 'cicustom' || slot === 'marker'),
      // A retired machine may come back.
      goes: action === 'destroy',
    },
    steps,
  );
}

export const vmKind: Kind<VmSpec, GuestLive> = {
  kind: 'vm',
  schema: vmSchema,
  words: VM_WORDS,
  sets: ['tags', 'dependsOn'],
  resolve: resolveVm,
  expand: onNode,
  defaultOf: defaultAt,
  id: ({ vmid }) => idOf(vmid),
  node: ({ node }) => node,
  scope: ({ vmid }) => `guest:${vmid}`,
  edges: edgesOf,
  strangers: ({ source }) =>
    source?.is === 'clone' && source.address === null ? [{ id: idOf(source.vmid), path: '/clone/from' }] : [],
  outputs: outputsOf,
  learns: learnsOf,
  learned: learnedOf,
  observe: (input) => observeGuest(VM_GRAMMAR, input),
  owned: (snapshot, estate, env) => ownedGuests('qemu', snapshot, estate, env),
  diff: (input) => diffGuest({ ...input, dialect: VM }),
  reasonOf,
  steps: stepsOf,
  reads: { cluster: MAPPING_FILES },
  look: lookAtReady,
  holds,
  demand: demandOf,
  features: ({ software = [] }) => software.map(({ id }) => id),
  secrets: (spec) => [...secretsOf(spec), ...(spec.told ? secretsTold(spec.told) : [])],
  guest: guestOf,
  stored: storedOf,
  ...(VM_GRAMMAR.transport && { transport: VM_GRAMMAR.transport }),
  // Where storages keep their snippets.
  writes: { files: ['/var/lib/vz/snippets/*', '/mnt/pve/*/snippets/*'] },
  tools: ['qm'],
  findings: { ...VM_FINDINGS, ...CLOUD_INIT_FINDINGS },
  rules: vmRules,
  runs: ({ running }) => running,
  health: ({ health = {} }) => health,
  summary: summaryOf,
  imports: importVm,
};

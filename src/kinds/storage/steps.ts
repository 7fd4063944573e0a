/** The steps of an entry: `pvesm` by the options that differ, a password by the file that Proxmox reads it from. */
import type { StepsInput } from '../kind.ts';
import { beginStep, markStep } from '../mark-file.ts';
import type { Step, Verb } from '../step.ts';
import { storageScope, when } from './conditions.ts';
import type { StorageLive } from './live.ts';
import type { StorageSpec } from './spec.ts';

type Input = StepsInput<StorageSpec, StorageLive>;

const pvesm = (...argv: readonly string[]): Verb => ({ verb: 'run', argv: ['pvesm', ...argv] });
const optionsOf = (options: Readonly<Record<string, string>>): string[] =>
  Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);

function act(
  input: Input,
  node: string,
  verb: string,
  own: Pick<Step, 'title' | 'do'> & Partial<Step>,
): Step {
  const { address, id } = input.mark;
  return {
    id: `${address}:${verb}`,
    address,
    node,
    effect: 'live',
    after: [],
    // Proxmox has one lock for the whole file.
    locks: [
      { name: storageScope(id.slice('storage:'.length)), mode: 'exclusive' },
      { name: 'storage.cfg', mode: 'exclusive' },
    ],
    guard: [],
    verify: [],
    retry: 'contention',
    timeout: 120_000,
    ...own,
  };
}

function marked({ mark }: Input, node: string, after: readonly string[]): Step {
  const { id, estate, address } = mark;
  return markStep({ mark, id, estate, address, node, after });
}

/** As Proxmox writes it itself (pve-storage 9.1.7), which its own call could only be told on its command line. */
function passwordStep(
  input: Input,
  { id, type, node, password }: StorageSpec,
  after: readonly string[],
): Step[] {
  if (password === undefined) return [];
  const content = [...(type === 'cifs' ? ['password='] : []), { secret: password }, '\n'];
  const write: Verb = { verb: 'write', path: `/etc/pve/priv/storage/${id}.pw`, content };
  return [act(input, node, 'password', { title: 'write its password', do: write, after })];
}

function createSteps(input: Input, spec: StorageSpec): Step[] {
  const { id, type, node, options, password } = spec;
  // Proxmox activates it at once, which needs the password that nobody has written yet.
  const hidden = password !== undefined && options['disable'] !== '1';
  const begin = beginStep({ mark: input.mark, address: input.mark.address, node });
  const add = act(input, node, 'add', {
    title: `add the storage ${id}`,
    do: pvesm('add', type, id, ...optionsOf({ ...options, ...(hidden ? { disable: '1' } : {}) })),
    guard: [when.absent(id)],
    verify: [when.says(id, hidden ? { ...options, disable: '1' } : options)],
    after: [begin.id],
  });
  const secret = passwordStep(input, spec, [add.id]);
  const enable = hidden
    ? [
        enableStep(
          input,
          spec,
          secret.map((step) => step.id),
        ),
      ]
    : [];
  const last = enable.at(-1) ?? secret.at(-1) ?? add;
  return [begin, add, ...secret, ...enable, marked(input, node, [last.id])];
}

function enableStep(input: Input, { id, node }: StorageSpec, after: readonly string[]): Step {
  return act(input, node, 'enable', {
    title: 'switch it on',
    do: pvesm('set', id, '--delete', 'disable'),
    verify: [when.says(id, { disable: null })],
    after,
  });
}

function updateSteps(input: Input, spec: StorageSpec): Step[] {
  const { id, node, options } = spec;
  const open = new Set(
    input.changes.flatMap(({ slot, path }) => (slot === 'options' ? [path.slice(1)] : [])),
  );
  const set = Object.fromEntries(Object.entries(options).filter(([name]) => open.has(name)));
  const gone = [...open].filter((name) => options[name] === undefined);
  const argv = [...optionsOf(set), ...(gone.length > 0 ? ['--delete', gone.join(',')] : [])];
  const change = act(input, node, 'set', {
    title: `set ${[...open].join(', ')}`,
    do: pvesm('set', id, ...argv),
    verify: [when.says(id, { ...set, ...Object.fromEntries(gone.map((name) => [name, null])) })],
  });
  const edits = argv.length > 0 ? [change] : [];
  const owes = input.seen.is === 'ours' && input.seen.mark?.owed?.includes('') === true;
  const isSecret = owes || input.changes.some(({ slot }) => slot === 'password');
  const secret = isSecret
    ? passwordStep(
        input,
        spec,
        edits.map((step) => step.id),
      )
    : [];
  const isHidden = owes && spec.password !== undefined && options['disable'] !== '1';
  const enable = isHidden
    ? [
        enableStep(
          input,
          spec,
          [...edits, ...secret].map((step) => step.id),
        ),
      ]
    : [];
  const last = [...edits, ...secret, ...enable].at(-1);
  return [...edits, ...secret, ...enable, marked(input, node, last ? [last.id] : [])];
}

function removeSteps(input: Input): Step[] {
  const { id: scope, estate, address } = input.mark;
  const id = scope.slice('storage:'.length);
  const { nodes } = input.snapshot;
  const node = [...nodes].find(([, facts]) => facts.reachable)?.[0] ?? '';
  const remove = act(input, node, 'remove', {
    title: `remove the entry ${id}`,
    do: pvesm('remove', id),
    guard: [when.unused(id)],
    verify: [when.absent(id)],
  });
  const isGone = input.seen.is === 'ours' && input.seen.live.isGone === true;
  const work = isGone ? [] : [remove];
  const after = work.map((step) => step.id);
  return [...work, markStep({ mark: null, id: scope, estate, address, node, after })];
}

export function storageSteps(input: Input): readonly Step[] {
  const spec = input.want?.spec;
  switch (input.action) {
    case 'create':
      return spec ? createSteps(input, spec) : [];
    case 'update':
    case 'rename':
    case 'adopt':
      return spec ? updateSteps(input, spec) : [];
    case 'remove':
      return removeSteps(input);
    case 'replace':
    case 'retire':
    case 'destroy':
    case 'migrate':
    case 'no-op':
      return [];
  }
}

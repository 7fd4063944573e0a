import { quote } from '../config/quote.ts';
import { type StorageSettings, storageIn } from '../config/declared-node.ts';
import type { Breach, Rule, RuleInput, Spot } from './rule.ts';

type Content = NonNullable<StorageSettings['content']>[number];

const DISKS: readonly Content[] = ['rootdir', 'images'];

/** What storages of a type can hold at all (pve-storage 9.1.7); the others hold everything. */
const BY_TYPE: { readonly [type in StorageSettings['type']]?: readonly Content[] } = {
  zfspool: DISKS,
  lvm: DISKS,
  lvmthin: DISKS,
  rbd: DISKS,
  cephfs: ['vztmpl', 'iso', 'backup', 'snippets', 'import'],
  pbs: ['backup'],
};

const WORDS: Readonly<Record<Content, string>> = {
  rootdir: 'disks of containers',
  images: 'disks of virtual machines',
  vztmpl: 'archives of containers',
  iso: 'ISO images',
  backup: 'backups',
  snippets: 'snippets, such as hook scripts',
  import: 'images to import',
};

export const storageContent: Rule = {
  id: 'PHX520',
  severity: 'error',
  title: 'A storage does not hold what is to be put there',
  why: 'Each storage of Proxmox has a list of contents, and anything else is refused while the guest is being made: a disk needs "rootdir", an archive "vztmpl", a hook script "snippets", a backup "backup". What a storage holds stands under "storages" of its node in phoenix.json; some types, such as zfspool, hold disks alone whatever is written.',
  example: {
    wrong:
      '"storages": { "nas": { "type": "nfs", "content": ["backup"] } }, and "rootfs": { "storage": "nas" } of a guest',
    right: '"content": ["backup", "rootdir"], there and in Proxmox: pvesm set nas --content backup,rootdir',
  },
  *check(input): Iterable<Breach> {
    const { settings } = input.estate;
    for (const { resource, view } of input.stored) {
      const { node } = view;
      for (const { path, storage, content } of view.disks) {
        if (storage === null) continue;
        yield* lacking({ node, storage, content }, { resource, path: `${path}/storage` }, input);
      }
      for (const { path, volume, content } of view.volumes) {
        const storage = volume.slice(0, volume.indexOf(':'));
        yield* lacking({ node, storage, content }, { resource, path }, input);
      }
    }
    const storage = settings.policies.backup?.storage;
    if (storage === undefined) return;
    const at = input.inSettings('policies', 'backup', 'storage');
    for (const node of Object.keys(settings.nodes)) {
      yield* lacking({ node, storage, content: 'backup' }, at, input);
    }
  },
};

interface Wanted {
  readonly node: string;
  readonly storage: string;
  readonly content: Content;
}

/** Nothing where no file tells. */
function* lacking({ node, storage, content }: Wanted, at: Spot, input: RuleInput): Iterable<Breach> {
  const declared = storageIn(input.estate.settings, node, storage);
  if (!declared) return;
  const can = BY_TYPE[declared.type]?.includes(content) ?? true;
  if (can && (declared.content?.includes(content) ?? true)) return;
  yield {
    message: `the storage ${quote(storage)} of ${node} holds no ${WORDS[content]}`,
    hint: can
      ? `Take another storage, or add "${content}" to its contents: in Proxmox, and under "content" in phoenix.json.`
      : `Take another storage: one of type ${declared.type} never does.`,
    at,
    also: input.inSettings('nodes', node, 'storages', storage, can ? 'content' : 'type'),
  };
}

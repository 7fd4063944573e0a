/** `zfs` on a simulated node. Messages and exit codes were held against a real one (zfs-fuse 0.7; OpenZFS 2.2 by its manual). */
import type { Command } from '../session.ts';
import { held } from '../shared-files.ts';
import { zfsGet, zfsList } from './ask.ts';
import { inherit, rename, set } from './change.ts';
import { destroy, snapshot } from './destroy.ts';
import type { Verb } from './edit.ts';
import { clone, create } from './make.ts';
import { mount, unmount } from './mount.ts';
import { usage } from './options.ts';

const VERBS: Readonly<Record<string, Verb>> = {
  clone,
  create,
  destroy,
  get: zfsGet,
  inherit,
  list: zfsList,
  mount,
  rename,
  set,
  snapshot,
  umount: unmount,
  unmount,
};

export const zfs: Command = (session) => {
  const [, name, ...words] = session.argv;
  if (name === undefined) usage('missing command');
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (!verb) usage(`unrecognized command '${name}'`);
  if (verb === zfsGet || verb === zfsList) return verb(session, words);
  held(session.host, 'zfs', () => verb(session, words));
};

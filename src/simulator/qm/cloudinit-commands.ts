/** `qm cloudinit dump`, `pending`, `update`: what cloud-init's drive has, and would have (qemu-server 9.2). */
import { die } from '../failure.ts';
import { splitList } from '../formats.ts';
import type { Command } from '../session.ts';
import { CLOUDINIT_KEYS, dumpSeed, isCloudinitOption, writeSeed } from './cloudinit.ts';
import { cloudinitKey, type VmDraft } from './conf.ts';
import { loadVm, withVmLock, writeVm } from './machines.ts';
import { type PendingEntry, printPending } from './show.ts';

export const qmCloudinitDump: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  session.print(`${dumpSeed(loadVm(session, vmid).options, vmid, values.get('type') ?? 'user')}\n`);
};

/** What differs between the drive and the conf file. */
export function cloudinitEntries({ options, cloudinit }: VmDraft): PendingEntry[] {
  const hide = (key: string, value: string) => (key === 'cipassword' ? '**********' : value);
  const added = splitList(cloudinit.get('added') ?? '');
  const known = [...options.keys()].filter((key) => isCloudinitOption(key) || CLOUDINIT_KEYS.includes(key));
  const kept = known.filter((key) => !added.includes(key)).sort();
  const gone = [...cloudinit.keys()].filter((key) => key !== 'added' && !options.has(key)).sort();
  return [
    ...added.map((key) => ({ key, pending: hide(key, options.get(key) ?? '') })),
    ...kept.map((key) => {
      const [before, now] = [cloudinit.get(key), options.get(key) ?? ''];
      return before === undefined
        ? { key, value: hide(key, now) }
        : { key, value: hide(key, before), pending: hide(key, now) };
    }),
    ...gone.map((key) => ({ key, delete: 1 as const })),
  ];
}

export const qmCloudinitPending: Command = (session, { values }) =>
  printPending(session, cloudinitEntries(loadVm(session, Number(values.get('vmid')))));

/** Writes the drive anew, also while the machine runs: the guest reads it at its next start. */
export const qmCloudinitUpdate: Command = (session, { values }) => {
  const vmid = Number(values.get('vmid'));
  withVmLock(session, vmid, () => {
    const draft = loadVm(session, vmid);
    if (cloudinitKey(draft.options) === null) die(`no cloudinit configured`);
    writeSeed(session, vmid, draft);
    writeVm(session, vmid, draft);
  });
};

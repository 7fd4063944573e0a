/**
 * The order of calls for the edits of one guest. Stopped: one call for all. Running: cards, disks, mounts and devices
 * each in a call of their own, since an error leaves earlier options of the same call in effect; all else in the last.
 */
import type { Pointer } from '../../../json.ts';
import type { Edit, Edits } from './edit.ts';
import { growAct } from './disks.ts';
import { interim, PROTECTION } from './marks.ts';
import { protectionEdit } from './protection.ts';
import { rawAct, type RawPlan } from './raw.ts';
import type { Work } from './row.ts';
import type { SetCall } from './set.ts';
import type { Subject } from './subject.ts';

export interface EditPlan extends Edits {
  readonly raw: RawPlan;
  readonly running: boolean;
  /** Protection is on now: Proxmox refuses any change of a disk or mount. */
  readonly isProtected: boolean;
  /** Protection was taken off by a run that did not end. */
  readonly reprotect: boolean;
  /** What must be remembered from these calls on until the restart that follows. */
  readonly debts: readonly Pointer[];
}

interface Window {
  /** The call that takes protection off, where it must be. */
  readonly off: readonly Work[];
  /** What puts it on again. */
  readonly on: readonly Edit[];
  /** The edits without what became part of `off`. */
  readonly rest: readonly Edit[];
  readonly open: boolean;
}

/** `--protection 0 --mp0 …` in one call is refused: off, change and on are three calls (observed, PVE 9.2). */
function protectionWindow(subject: Subject, plan: EditPlan): Window {
  const { edits, isProtected, reprotect, running } = plan;
  const own = edits.find((edit) => edit.option === 'protection');
  const open = isProtected && edits.some((edit) => edit.family === 'volume');
  if (!open) {
    const on = reprotect && !own ? [protectionEdit('1', null)] : [];
    return { off: [], on, rest: edits, open: false };
  }
  const staysOff = own !== undefined;
  const call: SetCall = {
    what: 'unprotect',
    edits: [own ?? protectionEdit('0', '1')],
    mark: staysOff ? null : interim(subject, [PROTECTION, ...announced(plan)]),
    running,
    title: staysOff ? 'take the protection off' : 'take the protection off for a moment',
    ...(staysOff ? {} : { unprotected: true }),
  };
  return {
    off: [{ call }],
    on: staysOff ? [] : [protectionEdit('1', '1')],
    rest: edits.filter((edit) => edit !== own),
    open: !staysOff,
  };
}

/** A card takes some of its properties late: that debt must be written before the card is, which comes first. */
function announced({ debts, running }: EditPlan): readonly Pointer[] {
  return running && debts.some((path) => /^\/net\d+\//.test(path)) ? debts : [];
}

function ownCall(edit: Edit, window: Window): Work {
  const unprotected = window.open && edit.family === 'volume' ? { unprotected: true as const } : {};
  return { call: { what: edit.slot, edits: [edit], mark: null, running: true, ...unprotected } };
}

function whileRunning(subject: Subject, plan: EditPlan): Work[] {
  const window = protectionWindow(subject, plan);
  const of = (family: Edit['family']) => window.rest.filter((edit) => edit.family === family);
  const scalars = [...of('scalar'), ...window.on];
  const raw = rawAct(subject, plan.raw).map((act): Work => ({ act }));
  // The debt stands in the conf file before, or together with, what makes it.
  const owed = plan.debts.length > 0;
  const mark = owed ? interim({ ...subject, before: paid(subject) }, plan.debts) : null;
  const early = announced(plan).length > 0;
  const call = (what: string, edits: readonly Edit[]): Work => ({
    call: { what, edits, mark, running: true, ...titled(edits, owed) },
  });
  const awaited = subject.live?.conf.pending?.options;
  // Proxmox deletes at the next start, and then sets what waits: that must be gone first, in a call of its own (PVE 9.2).
  const doubled = plan.edits.filter(
    ({ option, value, before }) => value === null && before !== null && awaited?.has(option),
  );
  const reverted = doubled.map((edit): Edit => ({ ...edit, before: null, expects: [] }));
  const reverts: Work[] =
    reverted.length === 0
      ? []
      : [
          {
            call: {
              what: 'revert',
              edits: reverted,
              mark: null,
              running: true,
              title: 'take back what waits',
            },
          },
        ];
  const closes = scalars.length > 0 || (owed && !early);
  return [
    ...(early ? [call('announce', [])] : []),
    ...reverts,
    ...of('net').map((edit) => ownCall(edit, window)),
    ...window.off,
    ...of('volume').map((edit) => ownCall(edit, window)),
    ...of('device').map((edit) => ownCall(edit, window)),
    ...(closes ? [closing(window, call('options', scalars))] : []),
    ...raw,
  ];
}

function titled(edits: readonly Edit[], owed: boolean): Pick<SetCall, 'title'> {
  return edits.length === 0 && owed ? { title: 'note in the marker what is under way' } : {};
}

/** The last call of the window is the one that puts protection on: it must not end without. */
function closing({ open }: Window, work: Work): Work {
  return open && 'call' in work ? { call: { ...work.call, unprotected: true } } : work;
}

/** The call that puts protection on again pays that debt. */
function paid({ before }: Subject): Subject['before'] {
  const { owed, ...rest } = before;
  const left = (owed ?? []).filter((path) => path !== PROTECTION);
  return left.length === 0 ? rest : { ...rest, owed: left };
}

function whileStopped(subject: Subject, plan: EditPlan): Work[] {
  const window = protectionWindow(subject, plan);
  const call = (what: string, edits: readonly Edit[]): Work[] =>
    edits.length === 0 ? [] : [closing(window, { call: { what, edits, mark: null, running: false } })];
  const raw = rawAct(subject, plan.raw).map((act): Work => ({ act }));
  if (!window.open) return [...raw, ...window.off, ...call('options', [...window.rest, ...window.on])];
  const changes: SetCall = {
    what: 'options',
    edits: window.rest,
    mark: null,
    running: false,
    unprotected: true,
  };
  return [...raw, ...window.off, { call: changes }, ...call('protect', window.on)];
}

/** Disks grow first: a property string carries the size that the file says then. */
export function editWork(subject: Subject, plan: EditPlan): Work[] {
  const grows = plan.grows.map((grow): Work => ({ act: growAct(subject, grow) }));
  const acts = (plan.acts ?? []).map((act): Work => ({ act }));
  return [...acts, ...grows, ...(plan.running ? whileRunning(subject, plan) : whileStopped(subject, plan))];
}

/** One call of `pct set`: what is sent, how it is known to have happened, and what takes it back when it failed. */
import type { Effect } from '../../effect.ts';
import type { Mark } from '../../seen.ts';
import type { Cond, Verb } from '../../step.ts';
import { cond, type Expect } from '../conditions.ts';
import type { GuestLive } from '../live.ts';
import { parseMarker, writeMarker } from '../marker.ts';
import type { Act } from './act.ts';
import { type Edit, writing } from './edit.ts';
import { digestOf, tool, type Subject } from './subject.ts';
import { TIMEOUTS } from './timeouts.ts';

export interface SetCall {
  /** Part of the step's id: `net0`, `options`, `marker`. */
  readonly what: string;
  readonly edits: readonly Edit[];
  /** Null: the description stays as it is. */
  readonly mark: Mark | null;
  /** The guest runs while the call is made. */
  readonly running: boolean;
  /** Protection is off for this call, or taken off by it: a failure puts it on again. */
  readonly unprotected?: true;
  readonly title?: string;
  readonly verify?: readonly Cond[];
}

type Word = string | Exclude<Edit['value'], null>;

/** What only waits is not there to be deleted: `--delete` would leave it waiting (PVE 9.2). */
function optionWords(edits: readonly Edit[]): Word[] {
  const set = edits.flatMap((edit) => (edit.value === null ? [] : [`--${edit.option}`, edit.value]));
  const list = (word: string, isOne: (edit: Edit) => boolean) => {
    const names = edits.filter((edit) => edit.value === null && isOne(edit)).map(({ option }) => option);
    return names.length === 0 ? [] : [word, names.join(',')];
  };
  return [
    ...set,
    ...list('--delete', ({ before }) => before !== null),
    ...list('--revert', ({ before }) => before === null),
  ];
}

/** How one option is taken back; null: what the call did to it does no harm, and the next run goes on from there. */
function takenBack(edit: Edit, live: GuestLive, running: boolean): [string, string] | null {
  const { option, before, family } = edit;
  if (running) {
    // Plugging a card anew may have taken the old one away already, so that reverting alone is not enough.
    if (family === 'net' && before !== null) return [`--${option}`, before];
    const waited = live.conf.pending?.options.get(option);
    if (waited !== undefined) return [`--${option}`, waited];
    return ['--revert', option];
  }
  // A stopped guest has written all of it, also what keeps it from starting. A volume that was made stays.
  if (family === 'scalar' || edit.allocates) {
    // `qm` queues them even then, and one that was killed in between leaves them to whatever is set next.
    return live.grammar.tool === 'qm' ? ['--revert', option] : null;
  }
  if (before !== null) return [`--${option}`, before];
  return edit.value === null ? null : ['--delete', option];
}

/** As it stood before the call: volumes that were taken off by then stay told of. */
function standingText({ before }: Subject, live: GuestLive): string | undefined {
  const text = live.conf.description?.replace(/\n+$/, '');
  if (text === undefined || !before.detached) return text;
  const mark = parseMarker(text);
  return mark ? writeMarker(text, { ...mark, detached: before.detached }) : text;
}

function undoOf(subject: Subject, { edits, mark, running, unprotected }: SetCall): Verb | undefined {
  // What is being made is finished by the next run, whatever state it is in.
  if (subject.live === null) return undefined;
  const words: string[] = [];
  const lists = new Map<string, string[]>();
  for (const edit of edits) {
    const [word, value] = takenBack(edit, subject.live, running) ?? [];
    if (word === undefined || value === undefined || (unprotected && edit.option === 'protection')) continue;
    if (word === '--delete' || word === '--revert') lists.set(word, [...(lists.get(word) ?? []), value]);
    else words.push(word, value);
  }
  for (const [word, list] of lists) words.push(word, list.join(','));
  if (unprotected) words.push('--protection', '1');
  const text = standingText(subject, subject.live);
  // A marker that was written although the rest failed would say that all is done.
  if (mark !== null && text !== undefined) words.push('--description', text);
  return words.length === 0 ? undefined : tool(subject, 'set', subject.vmid, ...words);
}

function titleOf({ edits, title }: SetCall): string {
  if (title !== undefined) return title;
  if (edits.length === 0) return 'write the marker';
  const scalars = edits.filter((edit) => edit.family === 'scalar').map((edit) => edit.option);
  const others = edits.filter((edit) => edit.family !== 'scalar').map((edit) => edit.title);
  return [...new Set(others), ...(scalars.length > 0 ? [`set ${scalars.join(', ')}`] : [])].join('; ');
}

function fieldConds(vmid: number, edits: readonly Edit[]): Cond[] {
  return (['now', 'next'] as const).flatMap((when) => {
    const fields: Expect[] = edits.filter((edit) => edit.when === when).flatMap((edit) => edit.expects);
    return fields.length === 0 ? [] : [cond(vmid, { is: 'fields', fields, when })];
  });
}

export function markedCond(subject: Subject, mark: Mark): Cond {
  // A long list of debts is cut to fit into a description: what is looked for is what was written.
  const read = parseMarker(writeMarker(subject.text, mark)) ?? mark;
  const { address, commit, config, owed = [], features = {} } = read;
  return cond(subject.vmid, { is: 'marked', address, commit, config, owed, features });
}

/** `qm set --sshkeys` takes the name of a file. */
function withInput(edits: readonly Edit[], verb: Verb): Verb {
  const stdin = edits.find((edit) => edit.stdin !== undefined)?.stdin;
  return verb.verb === 'run' && stdin !== undefined ? { ...verb, stdin } : verb;
}

export function setAct(subject: Subject, call: SetCall): Act {
  const { vmid } = subject;
  const { edits, mark } = call;
  const effects: Effect[] = ['config', ...edits.map((edit) => edit.effect)];
  const made = edits.filter((edit) => edit.allocates).map((edit) => edit.option);
  const undo = undoOf(subject, call);
  return {
    verb: 'set',
    what: call.what,
    title: titleOf(call),
    effect: writing(effects),
    ...(edits.length === 0 ? { remark: true as const } : {}),
    do: withInput(
      edits,
      tool(
        subject,
        'set',
        vmid,
        ...optionWords(edits),
        ...(mark === null ? [] : ['--description', writeMarker(subject.text, mark)]),
        '--digest',
        digestOf(subject),
      ),
    ),
    // `mpN=STORE:SIZE` makes a volume each time, also where the mount is there already (PVE 9.2).
    guard: made.length === 0 ? [] : [cond(vmid, { is: 'unset', options: made })],
    verify: [
      ...fieldConds(vmid, edits),
      ...(mark === null ? [] : [markedCond(subject, mark)]),
      ...(call.verify ?? []),
    ],
    ...(undo ? { undo } : {}),
    timeout: made.length === 0 ? TIMEOUTS.set : TIMEOUTS.allocate,
  };
}

/**
 * Steps of a firewall file: one write, read by Proxmox at once. Where it may cut off the nodes, the file of before is set
 * to come back by itself, on the node, and stays only when a fresh connection came about after the change.
 */
import { sha1 } from '../../hash.ts';
import type { StepsInput } from '../kind.ts';
import { beginStep, markStep } from '../mark-file.ts';
import type { Step, Verb } from '../step.ts';
import { asKnown, compiles, hasDigest } from './conditions.ts';
import { printDocument } from './document.ts';
import { edited, newLines } from './edit.ts';
import { editsOf } from './edits-of.ts';
import { type FirewallLive, guardsNodes, liveOf, workplaceOf } from './live.ts';
import { confirmation, preparation, type Risk } from './revert.ts';
import { type FirewallSpec, idOf, lockOf, nameOf, pathOf, type Target, targetOfId } from './spec.ts';

type Input = StepsInput<FirewallSpec, FirewallLive>;

const digestOf = (text: string | null) => (text === null ? null : sha1(text));

interface Write {
  readonly target: Target;
  readonly before: string | null;
  readonly after: string | null;
}

function writing({ target, before, after }: Write): Verb {
  const lock = { folder: lockOf(target) };
  return { verb: 'write', path: pathOf(target), content: after, before: digestOf(before), lock };
}

function writeStep(address: string, node: string, write: Write, after: readonly string[]): Step {
  const { target } = write;
  const path = pathOf(target);
  const lines = write.after === null ? [] : newLines(write.before, write.after);
  return {
    id: `${address}:write`,
    address,
    node,
    title: write.after === null ? `remove ${nameOf(target)}` : `write ${nameOf(target)}`,
    effect: 'live',
    after,
    locks: [{ name: path, mode: 'exclusive' }],
    guard: [asKnown(path)],
    // Vnets are read by another program than the one that can be asked.
    verify: lines.length === 0 || target.is === 'vnet' ? [] : [compiles(node, path, lines)],
    do: writing(write),
    undo: writing({ target, before: write.after, after: write.before }),
    retry: 'contention',
    timeout: 60_000,
  };
}

/** All steps of one file. */
export function firewallSteps(input: Input): readonly Step[] {
  const { want, base, seen, action, changes, settings, snapshot, mark, now } = input;
  // Of what no revision at hand names, its marker tells what it is.
  const spec = (want ?? base)?.spec;
  const target = spec?.target ?? targetOfId(mark.id);
  const node = workplaceOf(target, spec?.node ?? null, settings, snapshot);
  const live = liveOf(snapshot, target);
  const known = (seen.is === 'adoptable' ? want : base)?.spec ?? null;
  const text = printDocument(edited(live.reading.document, editsOf(changes), known));
  const isChanged = text !== live.text;
  const isOpen = live.kept !== null && live.kept !== (live.text ?? '');
  const risk: Risk | null =
    guardsNodes(target) && (isChanged || isOpen)
      ? { address: mark.address, target, node, text: live.text, kept: live.kept, snapshot, now }
      : null;
  const steps: Step[] = action === 'create' ? [beginStep({ mark, address: mark.address, node })] : [];
  const last = (): string[] => steps.flatMap(({ id }, i) => (i === steps.length - 1 ? [id] : []));
  if (risk && isChanged) steps.push(...preparation(risk, last()));
  if (isChanged)
    steps.push(writeStep(mark.address, node, { target, before: live.text, after: text }, last()));
  if (risk) steps.push(...confirmation(risk, last(), digestOf(text)));
  const marking = forget(input, node, last());
  const isWritten = hasDigest(pathOf(target), digestOf(text));
  return [...steps, { ...marking, guard: [...marking.guard, isWritten] }];
}

function forget({ want, mark, action, seen }: Input, node: string, after: readonly string[]): Step {
  const gone = want === null || action === 'remove';
  const id = want ? idOf(want.spec.target) : ((seen.is === 'ours' ? seen.mark?.id : undefined) ?? mark.id);
  const { estate, address } = mark;
  return markStep({ mark: gone ? null : mark, id, estate, address, node, after });
}

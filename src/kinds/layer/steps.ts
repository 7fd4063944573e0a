/** The steps of an instance: those of a container that becomes a template, with a VMID that is found when they are made. */
import { PhoenixError } from '../../errors.ts';
import type { StepsInput } from '../kind.ts';
import type { GuestLive } from '../guest/live.ts';
import { idOf } from '../guest/observe.ts';
import { observeLxc } from '../lxc/observe.ts';
import { discardWork } from '../guest/steps/destroyed.ts';
import { madeMark } from '../guest/steps/marks.ts';
import { bind, rowOf, withFinalMark } from '../guest/steps/row.ts';
import { asGuest, steps } from '../lxc/steps/steps.ts';
import { subjectOf } from '../guest/steps/subject.ts';
import type { Step } from '../step.ts';
import type { LayerSpec } from './spec.ts';

type Input = StepsInput<LayerSpec, GuestLive>;

const vmidIn = (seen: Input['seen']): number => ('live' in seen ? seen.live.vmid : 0);

function buildSteps(input: Input): readonly Step[] {
  const { placed, mark, snapshot } = input;
  const vmid = placed?.(mark.address) ?? null;
  if (!input.want) return [];
  if (vmid === null) {
    throw new PhoenixError('REFUSED', `no VMID is left for ${mark.address}`, {
      hint: 'widen "layers.vmids" in phoenix.json, or remove what nothing uses: phoenix layers prune',
    });
  }
  const want = { ...input.want, spec: { ...input.want.spec, vmid } };
  const { estate, env } = mark;
  const seen = observeLxc({ snapshot, id: idOf(vmid), estate, env, want, base: null });
  return steps({ ...input, want, base: null, seen, mark: { ...mark, built: input.now } });
}

/** It is a template already: only its marker was not written to the end. */
function remarkSteps(input: Input): readonly Step[] {
  const { seen, want } = input;
  const built = seen.is === 'ours' ? seen.mark?.built : undefined;
  if (!want) return [];
  const subject = subjectOf(
    asGuest({ ...input, want: { ...want, spec: { ...want.spec, vmid: vmidIn(seen) } }, base: null }),
  );
  const last = madeMark({ ...subject.mark, ...(built !== undefined && { built }) }, want.spec);
  return rowOf(subject, bind(subject, withFinalMark([], last, false)));
}

export function layerSteps(input: Input): readonly Step[] {
  switch (input.action) {
    case 'create':
      return buildSteps(input);
    case 'destroy': {
      const subject = subjectOf(asGuest({ ...input, base: null }));
      return rowOf(subject, bind(subject, discardWork(subject, 'destroy')));
    }
    case 'update':
      return remarkSteps(input);
    case 'replace':
    case 'retire':
    case 'remove':
    case 'adopt':
    case 'rename':
    case 'migrate':
    case 'no-op':
      return [];
  }
}

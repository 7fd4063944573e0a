/** The steps of a container. */
import type { GuestLive } from '../../guest/live.ts';
import { guestSteps } from '../../guest/steps/steps.ts';
import type { GuestStepsInput } from '../../guest/steps/subject.ts';
import type { StepsInput } from '../../kind.ts';
import type { Step } from '../../step.ts';
import { LXC } from '../dialect.ts';
import type { LxcSpec } from '../spec.ts';

/** What the rooms of all guests need, of a container. */
export function asGuest(input: StepsInput<LxcSpec, GuestLive>): GuestStepsInput {
  return { ...input, dialect: LXC };
}

export function steps(input: StepsInput<LxcSpec, GuestLive>): readonly Step[] {
  return guestSteps(asGuest(input));
}

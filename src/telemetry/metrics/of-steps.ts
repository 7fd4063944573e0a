/** What the steps of an apply come to, as they end. */
import type { Address } from '../../config/model.ts';
import type { ApplyEvent } from '../../apply/progress.ts';
import type { Figure } from '../signal.ts';
import { figure, type Whose } from './figure.ts';

const kindOf = (address: Address): string => address.replace(/\/.*$/s, '');

/** Of one event of an apply; most come to nothing. */
export function stepFigures(of: Whose, event: ApplyEvent): readonly Figure[] {
  if (event.is === 'retry')
    return [figure('phoenix_step_retries_total', { ...of, kind: kindOf(event.step.address) }, 1)];
  if (event.is !== 'ended') return [];
  const { step, outcome } = event;
  const kind = kindOf(step.address);
  const counted = figure('phoenix_steps_total', { ...of, kind, outcome: outcome.is }, 1);
  if (outcome.is === 'skipped') return [counted];
  const { verb } = step;
  return [counted, figure('phoenix_step_duration_seconds', { ...of, kind, verb }, outcome.ms / 1000)];
}

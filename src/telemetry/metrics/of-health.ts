/** What health checks say of an estate. Pure. */
import type { Verdict } from '../../health/verdict.ts';
import type { Figure } from '../signal.ts';
import { figure, secondsOf, type Whose } from './figure.ts';

const STATES: readonly Verdict['is'][] = ['healthy', 'unhealthy', 'unchecked'];

/** @param at ISO time */
export function healthFigures(of: Whose, found: readonly Verdict['is'][], at: string): readonly Figure[] {
  return [
    figure('phoenix_health_read_timestamp_seconds', of, secondsOf(at)),
    ...STATES.map((state) =>
      figure('phoenix_health_checks', { ...of, state }, found.filter((is) => is === state).length),
    ),
  ];
}

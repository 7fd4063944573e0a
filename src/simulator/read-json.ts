/** Files of a lab that people write by hand: facts of a node, faults, capacities. */
import { PhoenixError } from '../errors.ts';
import type { Host } from './host.ts';

/**
 * Null where there is no such file.
 * @throws PhoenixError `USAGE` when it is not JSON
 */
export function readJson(host: Host, path: string): unknown {
  const text = host.read(path);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PhoenixError('USAGE', `${path.slice(1)} of the lab is not JSON: ${(error as Error).message}`, {
      hint: 'correct it; docs/simulator.md shows what may stand there',
    });
  }
}

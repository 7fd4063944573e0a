/** Id maps of mount points and guests: entries of one type must not overlap on either side (PVE 9.2). */
import { die } from '../failure.ts';

interface Entry {
  readonly type: string;
  readonly container: number;
  readonly host: number;
  readonly count: number;
}

const text = ({ type, container, host, count }: Entry) => `${type} ${container} ${host} ${count}`;

function checkSide(entries: readonly Entry[], side: 'container' | 'host'): void {
  const sorted = [...entries].sort((a, b) => a[side] - b[side]);
  for (const [index, current] of sorted.entries()) {
    const previous = sorted[index - 1];
    if (!previous || previous[side] + previous.count <= current[side]) continue;
    die(
      `invalid map entry '${text(current)}': ${side} ${current.type}id ${current[side]} is also mapped by entry '${text(previous)}'`,
    );
  }
}

/** @param idmap the value of a mount point's `idmap`. @throws Failure when two entries map one id. */
export function checkIdMap(idmap: string | undefined): void {
  if (idmap === undefined || idmap === 'passthrough') return;
  const entries = idmap.split(';').map((entry): Entry => {
    const [type = '', container = '', host = '', count = ''] = entry.split(':');
    return { type, container: Number(container), host: Number(host), count: Number(count) };
  });
  for (const type of ['u', 'g']) {
    for (const side of ['container', 'host'] as const) {
      checkSide(
        entries.filter((entry) => entry.type === type),
        side,
      );
    }
  }
}

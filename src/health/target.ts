/** `":8000/health"`, `"10.0.0.5:5432"`, `"[fd00::1]:80/"`: where a check connects to. */
import ipaddr from 'ipaddr.js';

export interface Target {
  /** Null: the guest itself. */
  readonly host: string | null;
  readonly port: number;
  /** Null where none stands. */
  readonly path: string | null;
}

/** A host may be a reference whose value is known when the check is made. */
const TARGET = /^(?:\[([0-9a-fA-F:.]+)\]|(\$\{[^\s{}]+\}|[0-9.]*)):(\d{1,5})(\/[!-~]*)?$/;

/** Null when it is none. Names are none: what they resolve to depends on who asks. */
export function parseTarget(text: string): Target | null {
  const [, six, four = '', digits = '', path = null] = TARGET.exec(text) ?? [];
  const port = Number(digits);
  if (!(port >= 1 && port <= 65_535)) return null;
  if (six !== undefined) return ipaddr.IPv6.isValid(six) ? { host: six, port, path } : null;
  if (four.startsWith('$')) return { host: four, port, path };
  if (four === '') return { host: null, port, path };
  return ipaddr.IPv4.isValidFourPartDecimal(four) ? { host: four, port, path } : null;
}

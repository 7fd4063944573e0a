/** For the beginning of a program that will have ended soon: what V8 may leave uncompiled. Measured in docs/performance.md. */
import process from 'node:process';

/**
 * By the major version of Node. V8 compiles what is warm as if a program went on for minutes; most commands end within half
 * a second, and a large estate is warm enough all the same. Other versions may know no such flags, and would say so.
 */
const FLAGS: Readonly<Record<string, string>> = {
  // Six times the usual budget: a fourth of all processor time.
  v20: '--interrupt-budget=400000',
  // Fifteen times the usual count: a fifth of it.
  v24: '--invocation-count-for-maglev=6000',
};

export function compileLater(): void {
  const flag = FLAGS[process.version.replace(/\..*/s, '')];
  if (flag !== undefined) process.getBuiltinModule('node:v8').setFlagsFromString(flag);
}

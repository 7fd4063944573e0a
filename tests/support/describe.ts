/** uvu runs a suite only when `run()` is called; this helper cannot forget it. */
import { suite } from 'uvu';

export type Test = ReturnType<typeof suite>;

/** Declares and runs a suite: `describe('merge', (test) => { test('…', () => …); })`. */
export function describe(name: string, define: (test: Test) => void): void {
  const test = suite(name);
  define(test);
  test.run();
}

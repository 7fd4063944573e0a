/** Makes sure that what is measured does its work. */
import process from 'node:process';
import { run } from '../support/world.ts';

/** A plan that is fast because it sees nothing is worth nothing. */
export async function mustPlan(
  args: readonly string[],
  cwd: string,
  changed: number,
  unchanged: number,
): Promise<void> {
  const { exit, stdout, stderr } = await run([process.execPath, ...args], cwd);
  if (exit !== 0) throw new Error(`node ${args.join(' ')} exited with ${exit}: ${stderr.slice(0, 500)}`);
  const plan = JSON.parse(stdout) as { readonly items: readonly unknown[]; readonly unchanged: number };
  if (plan.items.length === changed && plan.unchanged === unchanged) return;
  throw new Error(
    `node ${args.join(' ')} plans ${plan.items.length} changes and ${plan.unchanged} unchanged`,
  );
}

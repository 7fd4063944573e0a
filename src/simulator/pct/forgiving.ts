/** Commands whose task may fail while they exit 0: resize, template, push, pull, and every task by pvesh (PVE 9.2). */
import type { Session } from '../session.ts';
import { TaskFailure } from '../tasks.ts';

/**
 * Runs a task whose failure only shows on stderr.
 * @returns the UPID, also of a task that failed
 */
export function forgiving(session: Session, run: () => string): string {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof TaskFailure) || !session.node.quirks.exit0) throw error;
    session.warn(`${error.message}\n`);
    return error.upid;
  }
}

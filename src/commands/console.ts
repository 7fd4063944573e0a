/** What a command may say and ask. The terminal, the Actions log and tests each bring their own. */
import type { Say } from '../telemetry/log/said.ts';

export interface Console {
  /** The result: stdout. */
  readonly out: (text: string) => void;
  /** Progress and errors: stderr. */
  readonly err: Say;
  readonly color: boolean;
  /** Width of the terminal in characters. */
  readonly columns: number;
  /** Asks a yes-or-no question; null where nobody can answer. No, when the signal is aborted or nobody is there any more. */
  readonly ask: ((question: string, stop?: AbortSignal) => Promise<boolean>) | null;
}

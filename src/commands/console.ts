/** What a command may say and ask. The terminal, the Actions log and tests each bring their own. */

export interface Console {
  /** The result: stdout. */
  readonly out: (text: string) => void;
  /** Progress and errors: stderr. */
  readonly err: (text: string) => void;
  readonly color: boolean;
  /** Width of the terminal in characters. */
  readonly columns: number;
  /** Asks a yes-or-no question; null where nobody can answer. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
}

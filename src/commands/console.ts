/** What a command may say and ask. The terminal, the Actions log and tests each bring their own. */

export interface Console {
  /** The result: stdout. */
  out(text: string): void;
  /** Progress and errors: stderr. */
  err(text: string): void;
  readonly color: boolean;
  /** Width of the terminal in characters. */
  readonly columns: number;
  /** Asks a yes-or-no question; null where nobody can answer. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
}

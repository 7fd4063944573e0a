/**
 * What a run tells of itself, as data: spans that begin and end, lines of its log, figures. One stream of them goes to
 * every sink (log file, OTLP, textfile); what a sink makes of a signal stands with the sink.
 */

export type Level = 'debug' | 'info' | 'warn' | 'error';

/**
 * What a signal says beside its name, by short names that all signals share: `address`, `step`, `node`, `vmid`, `argv`,
 * `exit`, `ms`, `feature`, `script`, `action`, `effect`, `outcome`. Secrets are taken out before a sink sees them.
 */
export type Fields = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What a span is about, from the outside in. */
export type SpanOf =
  /** The whole command. */
  | 'run'
  /** A part of it: reading the nodes, planning, applying. */
  | 'phase'
  /** From the first to the last step of a resource. */
  | 'resource'
  | 'step'
  /** A process on a node, a file that is written there, or a reading. */
  | 'command'
  /** A feature in a guest, and one of its scripts. */
  | 'feature'
  | 'script'
  /** A call of an API: GitHub, a secret provider. */
  | 'request';

/** Times are milliseconds since 1970, with fractions. */
export type Signal =
  | {
      readonly is: 'begin';
      readonly at: number;
      /** 16 hexadecimal digits, as OpenTelemetry has them. */
      readonly span: string;
      /** Null: of the run itself, where nobody called it with a TRACEPARENT. */
      readonly parent: string | null;
      readonly of: SpanOf;
      readonly name: string;
      readonly fields: Fields;
    }
  /** Something that happened within a span. */
  | {
      readonly is: 'note';
      readonly at: number;
      readonly span: string;
      readonly name: string;
      readonly fields: Fields;
    }
  | {
      readonly is: 'end';
      readonly at: number;
      readonly span: string;
      readonly ok: boolean;
      /** Why it is not. */
      readonly why?: string;
      readonly fields: Fields;
    }
  | {
      readonly is: 'log';
      readonly at: number;
      readonly level: Level;
      readonly message: string;
      /** The span that was at work; null: none. */
      readonly span: string | null;
      readonly fields: Fields;
      /** Whoever looks at the run was told already, or will be. */
      readonly said?: true;
    }
  | { readonly is: 'measured'; readonly at: number; readonly figures: readonly Figure[] };

/** One value of a metric; what the metric is (counter, gauge, histogram, help, unit) stands with its name in a table. */
export interface Figure {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Added to a counter, put into a gauge, observed by a histogram. */
  readonly value: number;
}

/** Keeps signals somewhere. It never throws: what it cannot keep it tells once, and the run goes on. */
export interface Sink {
  take(signal: Signal): void;
  /** Everything is kept when it returns, or given up after some seconds. */
  close(): Promise<void>;
}

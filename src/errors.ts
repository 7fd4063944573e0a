/**
 * What went wrong, where, and what to do about it. Thrown where the fact is known, shown once at the edge.
 * Findings are the errors that come in numbers: rules yield them, and the user sees all of them at once.
 */
import type { Pointer } from './json.ts';

/** A place in a file of the estate. Lines and columns count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The gravest first. */
export const SEVERITIES = ['error', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One thing that a rule or a parser found in the files. */
export interface Finding {
  /** Stable id, such as `PHX101`; the documentation page has the same name. */
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  /** What to do about it, as an instruction. */
  readonly hint?: string;
  readonly at?: Position;
  /** The other party of a conflict. */
  readonly also?: Position;
}

/** A finding at a pointer of a file, before the position is known. */
export type PointedFinding = Omit<Finding, 'at' | 'also'> & { readonly path: Pointer };

export type ErrorCode =
  /** The command line or the action's inputs make no sense. */
  | 'USAGE'
  /** The files of the estate have findings of severity error. */
  | 'CONFIG_INVALID'
  /** A folder, file or git revision cannot be read. */
  | 'UNREADABLE'
  /** A file that a command was to make cannot be written. */
  | 'UNWRITABLE'
  /** git failed or does not know a revision. */
  | 'GIT'
  /** A node cannot be reached or lacks a tool. */
  | 'NODE_UNREACHABLE'
  /** Another apply holds the estate's lock. */
  | 'ESTATE_LOCKED'
  /** The node changed between plan and step. */
  | 'STALE'
  /** A policy or missing approval forbids the apply. */
  | 'REFUSED'
  /** A command on the node failed, or its effect was not found on reading back. */
  | 'STEP_FAILED'
  /** GitHub answered with an error. */
  | 'GITHUB'
  /** The simulator was asked for something it does not model. */
  | 'NOT_SIMULATED';

/** Those that forbid to plan and apply. */
export function errorsIn(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

/** The files that findings are about, so that their lines can be shown. */
export interface FindingsSource {
  /** The configs folder as the user calls it: paths begin with it. */
  readonly root: string;
  textOf(file: string): string | null;
}

export interface ErrorDetails {
  /** What to do about it, as an instruction. */
  readonly hint?: string;
  readonly cause?: unknown;
  readonly at?: Position;
  readonly findings?: readonly Finding[];
  readonly source?: FindingsSource;
}

/** An error that the user can act on; anything else that is thrown is a bug and exits with 70. */
export class PhoenixError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly at: Position | undefined;
  readonly findings: readonly Finding[];
  readonly source: FindingsSource | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.name = 'PhoenixError';
    this.code = code;
    this.hint = details.hint;
    this.at = details.at;
    this.findings = details.findings ?? [];
    this.source = details.source;
  }
}

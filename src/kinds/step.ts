/**
 * Steps: what an apply does, as JSON. A step can be printed, stored, compared and run again; it holds no secret and
 * no closure. Values that are only known while the apply runs stand as a Ref.
 */
import type { HealthCheck } from '../health/check.ts';
import type { Json } from '../json.ts';
import type { Effect } from './effect.ts';

export type NodeName = string;

/** What belongs together and is read back together: `guest:950`; later `sdn`, `file:/etc/pve/firewall/950.fw`. */
export type Scope = string;

/** A value that only the running apply knows. */
export type Ref =
  /** The digest of the guest's conf file as this apply last saw it: after its plan, or after its own last write. */
  | { readonly ref: 'digest'; readonly scope: Scope }
  /**
   * A property string of the conf file as last read, with these sub-properties instead (null: without): what a clone
   * has just made is known by no plan (`optionValue` in node/option-value.ts).
   */
  | {
      readonly ref: 'option';
      readonly scope: Scope;
      /** `rootfs`, `mp0`. */
      readonly option: string;
      readonly with: Readonly<Record<string, string | null>>;
    };

/** A condition on a scope, decided by the kind (`Kind.holds`) from a fresh reading of that scope. */
export interface Cond {
  readonly scope: Scope;
  /** The kind's own word and its arguments, such as `{ "is": "running" }` or `{ "is": "fields", "fields": {…} }`. */
  readonly check: { readonly is: string; readonly [key: string]: Json };
}

/** What a step does. The union is closed: an executor handles each member. */
export type Verb =
  /** A command on the node; an argument vector, never a shell string. */
  | {
      readonly verb: 'run';
      readonly argv: readonly (string | Ref)[];
      /** What the command reads. It must be able to open it as `/dev/stdin`: a pipe or a file, not Node's socket pair. */
      readonly stdin?: string;
    }
  /** Replaces the raw `lxc.*` lines in the current section of a conf file, under Proxmox's own lock. */
  | {
      readonly verb: 'raw';
      readonly vmid: number;
      /** All raw lines that the file shall hold afterwards, in order. */
      readonly lines: readonly { readonly key: string; readonly value: string }[];
      readonly digest: Ref;
    }
  /**
   * Brings features into a guest that runs, and runs their scripts: removals first, then in this order. What is
   * brought in, secrets among it, is composed when the step runs.
   */
  | {
      readonly verb: 'guest';
      readonly vmid: number;
      readonly install: readonly string[];
      readonly remove: readonly string[];
      /** Whether the guest may be restarted when an install asks for it. */
      readonly restart: boolean;
    }
  /** Asks a guest that runs for its health, again and again, until it is well or the patience of the check ends. */
  | { readonly verb: 'health'; readonly vmid: number; readonly check: HealthCheck }
  /** Waits until a condition holds. */
  | { readonly verb: 'wait'; readonly cond: Cond; readonly within: number };

export interface Lock {
  /** Such as `guest:950`, `storage:pve1/local-zfs`, `restarts`. */
  readonly name: string;
  readonly mode: 'shared' | 'exclusive';
  /** How many may hold it shared at the same time; unlimited when absent. */
  readonly limit?: number;
}

export interface Step {
  /** Unique in the apply and the same on every run: `lxc/web:set:1`. */
  readonly id: string;
  readonly address: string;
  readonly node: NodeName;
  /** What people read while it runs: `grow rootfs to 192G`. */
  readonly title: string;
  readonly effect: Effect;
  /** Ids of steps that must have succeeded before. */
  readonly after: readonly string[];
  readonly locks: readonly Lock[];
  /** All must hold right before the step, or the step is refused as stale. */
  readonly guard: readonly Cond[];
  /** All must hold after the step: success is what is read back, not the exit code. */
  readonly verify: readonly Cond[];
  readonly do: Verb;
  /** Run when the step failed, to leave nothing poisoned behind (`pct set --revert …`); its own failure is reported too. */
  readonly undo?: Verb;
  /**
   * Runs also when a step it comes after failed or was not begun, if an earlier step of its resource was begun: a guest
   * that was stopped for a change is started again. Its guards decide.
   */
  readonly anyway?: true;
  /**
   * Part of the way back: the first of them runs where a step that it comes after failed, once all of those have ended;
   * each further one after the one before it. Where nothing failed, none of them is heard of.
   */
  readonly rescue?: true;
  /** It only writes down that the work is done: what needs the resource to exist need not wait for it. */
  readonly remark?: true;
  /** `contention`: Proxmox said that a lock was taken; the scope is read again before the next try. */
  readonly retry: 'never' | 'contention';
  /** Milliseconds. */
  readonly timeout: number;
}

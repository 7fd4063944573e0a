/**
 * Steps: what an apply does, as JSON. A step can be printed, stored, compared and run again; it holds no secret and
 * no closure. Values that are only known while the apply runs stand as a Ref.
 */
import type { HealthCheck } from '../health/check.ts';
import type { Json } from '../json.ts';
import type { Effect } from './effect.ts';
import type { Phase } from './transaction.ts';

export type NodeName = string;

/** What belongs together and is read back together: `guest:950`, `sdn`, `file:/etc/pve/firewall/950.fw`. */
export type Scope = string;

/** A value that only the running apply knows. */
export type Ref =
  /**
   * The digest of a scope, such as a guest's conf file, as this apply last saw it: after its plan, or after its own last
   * write. Of a scope that is no guest, see `Found.digest`.
   */
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
    }
  /** What an earlier step of this apply printed last, such as the token of a lock. */
  | { readonly ref: 'said'; readonly step: string };

/** A secret in what a step writes: read when the step runs, and never printed. */
export interface SecretRef {
  /** `${secret:db/app}`. */
  readonly secret: string;
  /** Written as a value of JSON, in quotes; as it is unless given. */
  readonly as?: 'json';
}

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
   * Replaces a file of the node as a whole, or removes it, if it still is what it was: a firewall file, a snippet, a mark
   * file. Never for conf files of guests.
   */
  | {
      readonly verb: 'write';
      /** Absolute; below `/etc/pve` it is the whole cluster's. */
      readonly path: string;
      /** Null: the file is removed. */
      readonly content: string | readonly (string | SecretRef)[] | null;
      /** SHA-1 of what must stand there now; null: nothing; absent: Phoenix alone writes it, whatever it holds. */
      readonly before?: string | null | Ref;
      /** Where not below /etc/pve, which has its own: `0o600` unless given. */
      readonly mode?: number;
      /** Proxmox's own lock of that file: a path for flock(2), or a folder that pmxcfs makes for one holder. */
      readonly lock?: { readonly flock: string } | { readonly folder: string };
    }
  /** Asks for a fresh connection to a node, from where Phoenix runs: what was open before proves nothing. */
  | {
      readonly verb: 'reach';
      readonly node: NodeName;
      readonly within: number;
      /** Milliseconds before the first try: what was written takes a while to count. */
      readonly settle?: number;
    }
  /**
   * Brings features into a guest that runs, and runs their scripts: removals first, then in this order. What is
   * brought in, secrets among it, is composed when the step runs.
   */
  | {
      readonly verb: 'guest';
      readonly vmid: number;
      /** How it is entered: `pct exec`, or the guest agent of a virtual machine; `host`: it is the node itself, and the VMID is 0. */
      readonly transport?: 'agent' | 'host';
      readonly install: readonly string[];
      readonly remove: readonly string[];
      /** Whether the guest may be restarted when an install asks for it; of a node, whether that may wait for somebody. */
      readonly restart: boolean;
      /** As the resource was before this apply: the way back. */
      readonly before?: true;
    }
  /** Asks a guest that runs for its health, again and again, until it is well or the patience of the check ends. */
  | {
      readonly verb: 'health';
      readonly vmid: number;
      readonly transport?: 'agent';
      readonly check: HealthCheck;
    }
  /**
   * Restarts the node of the step, and waits until it answers again, started anew: the kernel's boot id tells. Nothing is
   * done where that is another one already.
   */
  | {
      readonly verb: 'restart';
      /** What restarts it, some moments after it has answered. */
      readonly argv: readonly string[];
      /** The boot id that the plan saw. */
      readonly boot: string;
      /** Milliseconds. */
      readonly within: number;
    }
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
  /** Others that it is done for as well: the commit of a transaction. It counts for each of them. */
  readonly with?: readonly string[];
  /** Of an edit in a transaction; `grow` unless given, and `shrink` in what goes away altogether. */
  readonly phase?: Phase;
  readonly node: NodeName;
  /** What people read while it runs: `grow rootfs to 192G`. */
  readonly title: string;
  readonly effect: Effect;
  /** Ids of steps that must have succeeded before. */
  readonly after: readonly string[];
  readonly locks: readonly Lock[];
  /** Where this does not hold right before the step, nothing is to be done, and that is well: only an earlier step tells. */
  readonly onlyIf?: Cond;
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
  /**
   * Milliseconds in which what is verified may come about after a command that ended well: it only asked for it, as those
   * for guests of HA do. A moment when absent.
   */
  readonly patience?: number;
  /** Where it fails, it may have done what no reading shows: a volume grown, and nothing written of it. */
  readonly unseen?: true;
  /** `contention`: Proxmox said that a lock was taken; the scope is read again before the next try. */
  readonly retry: 'never' | 'contention';
  /** Milliseconds. */
  readonly timeout: number;
}

/**
 * The machines of a cluster while they are in use: each is connected once, again when its connection was cut, and what all
 * nodes share is asked of the first one that answers.
 */
import { PhoenixError } from '../errors.ts';
import type { Machine } from './machine.ts';

/** A node that may be connected. */
export interface NodeAccess {
  readonly name: string;
  open(): Promise<Machine>;
  /** Whether a connection made now comes about, within so many milliseconds, or why not; absent: it is this machine. */
  reach?(within: number): Promise<true | string>;
}

/** What is the same on every node, through whichever answers. */
export type Shared = Pick<Machine, 'read' | 'write' | 'makeFolder' | 'remove'>;

export interface Connections {
  /** @throws PhoenixError `NODE_UNREACHABLE` */
  open(access: NodeAccess): Promise<Machine>;
  /** It was seen to answer: why it could not be connected a moment ago counts no more. */
  forgive(name: string): void;
  /**
   * The answer of the first node that gives one.
   * @throws PhoenixError the last node's
   */
  ask<T>(question: (machine: Machine) => Promise<T>): Promise<T>;
  readonly shared: Shared;
  spawns(): ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** Milliseconds in which a node that did not answer is not asked again: each try takes ssh ten seconds. */
const PAUSE = 30_000;

const isAway = (error: unknown): boolean =>
  error instanceof PhoenixError && error.code === 'NODE_UNREACHABLE';

export function connectionsOf(nodes: readonly NodeAccess[]): Connections {
  const opened = new Map<string, Promise<Machine>>();
  const machines = new Map<string, Machine>();
  const lost: Machine[] = [];
  const failures = new Map<string, { readonly error: unknown; readonly at: number }>();

  const connect = (access: NodeAccess): Promise<Machine> => {
    const fresh = access.open().then(
      (machine) => {
        machines.set(access.name, machine);
        failures.delete(access.name);
        return machine;
      },
      (error: unknown) => {
        failures.set(access.name, { error, at: performance.now() });
        opened.delete(access.name);
        throw error;
      },
    );
    opened.set(access.name, fresh);
    return fresh;
  };
  const recent = (name: string) => {
    const failure = failures.get(name);
    return failure && performance.now() - failure.at < PAUSE ? failure : undefined;
  };
  const open = async (access: NodeAccess): Promise<Machine> => {
    const machine = machines.get(access.name);
    if (machine?.isLost?.()) {
      machines.delete(access.name);
      opened.delete(access.name);
      lost.push(machine);
    }
    const known = opened.get(access.name);
    if (known) return known;
    const failure = recent(access.name);
    if (failure) throw failure.error;
    return connect(access);
  };
  const ask: Connections['ask'] = async (question) => {
    let failure: unknown = new PhoenixError('NODE_UNREACHABLE', 'the estate names no node');
    for (const access of nodes) {
      try {
        return await question(await open(access));
      } catch (error) {
        if (!isAway(error)) throw error;
        failure = error;
      }
    }
    throw failure;
  };

  return {
    open,
    forgive: (name) => void failures.delete(name),
    ask,
    shared: {
      read: (patterns) => ask((machine) => machine.read(patterns)),
      write: (path, text, mode) => ask((machine) => machine.write(path, text, mode)),
      makeFolder: (path) => ask((machine) => machine.makeFolder(path)),
      remove: (path) => ask((machine) => machine.remove(path)),
    },
    spawns: () => {
      const counts = new Map<string, number>();
      for (const machine of [...lost, ...machines.values()]) {
        counts.set(machine.name, (counts.get(machine.name) ?? 0) + machine.spawns());
      }
      return counts;
    },
    close: async () => {
      await Promise.all([...machines.values()].map((machine) => machine.close()));
    },
  };
}

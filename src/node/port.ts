/** The port to Proxmox nodes: types only. Adapters (local, ssh, simulated, in process) stand beside this file. */
import type { GuestChecks } from '../features/guest-check.ts';
import type { FactTable } from './fact-table.ts';
import type { HostCard } from './host-facts.ts';

/** The end of a command on a node. A negative exit is the signal that ended it. Of each stream, 64 MiB are kept. */
export interface RunResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from start to end. */
  readonly ms: number;
  /** Set when the time limit ended it. */
  readonly timedOut?: true;
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  /** Milliseconds; after that the command's process group is ended. */
  readonly timeout?: number;
  /** What it prints to stdout, as it comes. */
  readonly onBytes?: (chunk: Uint8Array) => void;
  /**
   * Aborted: what is waited for has come. The command has some seconds to end by itself; then it is ended, and what
   * still holds its output open is not waited for.
   */
  readonly enough?: AbortSignal;
  /** Lines as they come, for progress. */
  readonly onLine?: (line: string) => void;
}

/** A guest's conf file as read, and whether the guest runs. */
export interface GuestFile {
  readonly vmid: number;
  readonly type: 'lxc' | 'qemu';
  /** The node in whose folder the file stands: `/etc/pve` is the same on all nodes of a cluster. */
  readonly node: string;
  readonly text: string;
  /** SHA-1 of the text, as Proxmox counts it (PVE 9.2: `PVE::LXC::Config`, checked against the real one). */
  readonly digest: string;
}

/** A command that is asked once on each node while it is read, such as `zfs get`. */
export interface Ask {
  /** By this name its answer is found in `NodeFacts.said`. */
  readonly name: string;
  readonly argv: readonly string[];
  /** Asked only on nodes that have a file like this; everywhere when absent. */
  readonly where?: string;
}

/** What a kind needs to be read beside guests. `*` stands for any name within one folder. */
export interface Reads {
  /** Files that are the same on every node: below /etc/pve. */
  readonly cluster?: readonly string[];
  /** Files of each node: below /proc, /sys, /run, /var and /etc. */
  readonly node?: readonly string[];
  readonly asks?: readonly Ask[];
}

/** How a scope that is no guest is read anew. */
export interface Look {
  /** Patterns. */
  readonly files?: readonly string[];
  /** A command that only tells. */
  readonly ask?: readonly string[];
  /** Where; absent: on the node of the step. */
  readonly node?: string;
}

/** A fresh reading of a scope that is no guest. */
export interface Found {
  /** Texts by path; what is not there is left out. */
  readonly files: ReadonlyMap<string, string>;
  /** What the command said; null: none was asked. */
  readonly said: RunResult | null;
  /** Of one file, the SHA-1 of its text; of several, of all paths and texts; with what the command printed. Null: nothing is there. */
  readonly digest: string | null;
}

/** A fresh reading of a scope. */
export type ScopeState = GuestState | Found;

export interface StorageEntry {
  readonly id: string;
  readonly type: string;
  /** Nodes that have it; all when empty. */
  readonly nodes: readonly string[];
  readonly content: readonly string[];
  readonly shared: boolean;
  readonly options: Readonly<Record<string, string>>;
}

/** A step that the journal says was begun and never ended: evidence about debris. */
export interface Intent {
  readonly estate: string;
  readonly stepId: string;
  readonly address: string;
  readonly vmid: number | null;
  /** ISO time of the begin. */
  readonly at: string;
  readonly argv: readonly string[];
}

export type NodeFacts =
  | { readonly reachable: false; readonly why: string }
  | {
      readonly reachable: true;
      /** `9.2`; empty where the node does not say, and then what `phoenix.json` declares holds. */
      readonly pve: string;
      /** VMIDs that run on this node now. */
      readonly running: ReadonlySet<number>;
      readonly bridges: readonly string[];
      /** Graphics cards that drivers of the node run, by address; absent where nobody looked. */
      readonly cards?: readonly HostCard[];
      /** What files of the node tell of it, by name; absent where nobody looked. */
      readonly facts?: FactTable;
      readonly cores: number;
      /** KiB. */
      readonly memory: number;
      /** The kernel's boot id; absent where nobody looked. */
      readonly boot?: string;
      /** Unfinished intents in the journals of this node. */
      readonly intents: readonly Intent[];
      /** UPIDs of tasks that run now. */
      readonly tasks: readonly string[];
      /** Texts by path of the node's files that kinds asked for; absent where nobody did. */
      readonly files?: ReadonlyMap<string, string>;
      /** What commands printed that kinds asked for, by name; one that failed, or was not asked here, is left out. */
      readonly said?: ReadonlyMap<string, string>;
    };

/** Everything that planning needs from a cluster, read once with O(1) processes a node. */
export interface Snapshot {
  /** ISO time of the reading. */
  readonly at: string;
  readonly nodes: ReadonlyMap<string, NodeFacts>;
  readonly guests: ReadonlyMap<number, GuestFile>;
  readonly storages: ReadonlyMap<string, StorageEntry>;
  /** Pool to VMIDs, from `/etc/pve/user.cfg`. */
  readonly pools: ReadonlyMap<string, readonly number[]>;
  /** ISO time of each guest's newest backup; null when nobody asked. */
  readonly backups: ReadonlyMap<number, string> | null;
  /** The node that Phoenix itself runs on, or in a container of; absent: it is none of them, as far as anybody can tell. */
  readonly here?: string;
  /** Guests that the HA manager starts and stops; absent where nobody looked. */
  readonly ha?: ReadonlySet<number>;
  /** What check scripts in guests say; absent when nobody asked them. */
  readonly checks?: GuestChecks;
  /** Texts by path of the cluster's files that kinds asked for; absent where nobody did. */
  readonly files?: ReadonlyMap<string, string>;
}

interface SnapshotOptions {
  /** Also list the backups on this storage (`pvesm list`, one more process: only what ends a guest needs it). */
  readonly backupsOn?: string;
  /** What kinds need beside guests. */
  readonly reads?: Reads;
}

/** A fresh reading of one guest: no Perl, a file and the running set. */
export interface GuestState {
  readonly vmid: number;
  /** Null when there is no such guest. */
  readonly file: GuestFile | null;
  readonly running: boolean;
  readonly pool: string | null;
}

/** One line of the journal: evidence of what was begun and how it ended. */
export interface JournalEntry {
  readonly at: string;
  readonly run: string;
  readonly estate: string;
  readonly event: 'begin' | 'end' | 'note';
  readonly stepId: string;
  readonly address: string;
  readonly vmid: number | null;
  readonly argv?: readonly string[];
  readonly exit?: number;
  readonly message?: string;
}

/** A file that is replaced as a whole, or removed. */
export interface FileWrite {
  readonly path: string;
  /** Null: removed. */
  readonly content: string | null;
  /** SHA-1 of what must stand there; null: nothing; absent: whatever it is. */
  readonly before?: string | null;
  readonly mode?: number;
  readonly lock?: { readonly flock: string } | { readonly folder: string };
}

/** One node, as an apply uses it. */
export interface NodePort {
  readonly name: string;
  run(argv: readonly string[], options?: RunOptions): Promise<RunResult>;
  guest(vmid: number): Promise<GuestState>;
  /**
   * Replaces a guest's raw `lxc.*` lines while holding Proxmox's lock file of that guest.
   * @throws PhoenixError `STALE` when the digest of the file is not `digest`.
   */
  writeRaw(vmid: number, lines: readonly { key: string; value: string }[], digest: string): Promise<void>;
  look(look: Look): Promise<Found>;
  /**
   * Replaces or removes a file as a whole.
   * @throws PhoenixError `STALE` when it is not what it was.
   */
  writeFile(write: FileWrite): Promise<void>;
  /** Whether a fresh connection comes about, within so many milliseconds; why not, in words. */
  reach(within: number): Promise<true | string>;
  /** Appends to `/var/lib/phoenix/journal/<estate>.jsonl` and syncs to disk before it returns. */
  journal(entry: JournalEntry): Promise<void>;
}

export interface EstateLock {
  /** Aborted when the lock is not ours any more (nobody could renew it): nothing may begin then. */
  readonly lost: AbortSignal;
  /** @throws PhoenixError when it cannot be given back: then it is taken over from this process when that has ended. */
  release(): Promise<void>;
}

/** While others have the lock of the estate. */
export interface LockWait {
  /** Aborted: nobody waits any longer. */
  readonly signal?: AbortSignal;
  /** Gets who has it, or who is before us, each time that somebody else is. */
  readonly onWait?: (who: string) => void;
}

/** The nodes of a cluster, connected. */
export interface Cluster {
  snapshot(options?: SnapshotOptions): Promise<Snapshot>;
  /** @throws PhoenixError `NODE_UNREACHABLE` for a node that is not there. */
  node(name: string): NodePort;
  /**
   * Takes the estate's lock: a folder in `/etc/pve/priv/lock`, renewed while held.
   * @param patience milliseconds to wait for it, in the order of those who wait; nobody is waited for when absent
   * @throws PhoenixError `ESTATE_LOCKED`, naming the owner; `NODE_UNREACHABLE` where the cluster has no quorum; `REFUSED`
   * when it was told to stop while it waited
   */
  lock(estate: string, owner: string, patience?: number, wait?: LockWait): Promise<EstateLock>;
  /** How many processes were started on each node so far; tests assert it. */
  spawns(): ReadonlyMap<string, number>;
  close(): Promise<void>;
}

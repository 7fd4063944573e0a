/** A file of config as it is laid out: values with the comments that belong to them. What a value is, stays its own text. */

/** A comment in lines of its own, as written, with its slashes. */
export interface Lead {
  readonly text: string;
  /** Whether an empty line stands above it. */
  readonly isApart: boolean;
}

/** A key with its value, or an entry of a list. */
export interface Member {
  readonly above: readonly Lead[];
  /** Whether an empty line stands above the key itself. */
  readonly isApart: boolean;
  /** As written, with its quotes; null in a list. */
  readonly key: string | null;
  /** Comments between the key and the value. */
  readonly between: readonly string[];
  readonly value: Value;
  /** Comments behind the value, in the same line. */
  readonly behind: readonly string[];
}

/** A number, text or word as it is written. */
interface Scalar {
  readonly is: 'scalar';
  readonly text: string;
}

/** An object or a list. */
export interface Container {
  readonly is: 'object' | 'list';
  /** Whether its members stand in lines of their own, though they would fit into one. */
  readonly isOpen: boolean;
  /** Comments behind the opening bracket, in the same line. */
  readonly head: readonly string[];
  /** Comments at its start that an empty line parts from the first member. */
  readonly opening: readonly Lead[];
  readonly members: readonly Member[];
  /** Comments behind the last member. */
  readonly closing: readonly Lead[];
}

export type Value = Scalar | Container;

export interface Document {
  readonly above: readonly Lead[];
  readonly isApart: boolean;
  readonly root: Value;
  readonly behind: readonly string[];
  readonly below: readonly Lead[];
}

/** Declared properties: what an option may be, and tables of them that are asked by name. */

export interface Property {
  readonly type?: 'array' | 'boolean' | 'integer' | 'number' | 'string';
  readonly optional?: boolean;
  readonly format?: string;
  /** The keys of a property string. */
  readonly fields?: Readonly<Record<string, Property>>;
  readonly defaultKey?: boolean;
  /** Another name of that key; with `keyAlias` the name itself is the value of that one (`virtio=MAC`). */
  readonly alias?: string;
  readonly keyAlias?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: string | number;
  /** Another property that must be given with this one. */
  readonly requires?: string;
  readonly items?: Property;
  /** The alternatives that have it, as the table's `kind` names them. */
  readonly only?: readonly string[];
}

/** Declared properties by name, the members of families too (`net0` to `net31`), without making them all. */
export interface Properties {
  get(name: string): Property | undefined;
  has(name: string): boolean;
  /** Every name, members of families unfolded. */
  names(): readonly string[];
  /** Those that must be given. */
  readonly required: readonly string[];
  /** The property whose value says which alternative is meant. */
  readonly kind?: string;
}

export type Declared = Readonly<Record<string, Property & { readonly indexes?: readonly number[] }>>;

/** As the files in schema/ have a command or a method. */
export interface DeclaredCall {
  /** The conf file whose keys it takes too, but for those that it lacks. */
  readonly config?: 'lxc' | 'qemu';
  readonly lacks?: readonly string[];
  readonly kind?: string;
  readonly properties?: Declared;
}

function* unfolded(declared: Declared): Iterable<string> {
  for (const [name, { indexes }] of Object.entries(declared)) {
    const [first, last] = indexes ?? [];
    const family = name.replace(/\[n\]$/, '');
    if (first === undefined || last === undefined) yield name;
    else for (let index = first; index <= last; index += 1) yield `${family}${index}`;
  }
}

/** What each table declares, the first that knows a name; `hidden` names do not exist. */
export function propertiesOf(
  tables: readonly Declared[],
  hidden: readonly string[] = [],
  kind?: string,
): Properties {
  const get = (name: string): Property | undefined => {
    if (hidden.includes(name)) return undefined;
    const [, family = name, digits] = /^(.*?[^\d])(0|[1-9]\d*)$/.exec(name) ?? [];
    for (const table of tables) {
      const single = Object.hasOwn(table, name) ? table[name] : undefined;
      if (single) return single;
      const member = digits === undefined ? undefined : table[`${family}[n]`];
      const [first, last] = member?.indexes ?? [];
      if (member && Number(digits) >= Number(first) && Number(digits) <= Number(last)) return member;
    }
    return undefined;
  };
  const required = tables
    .flatMap((table) => Object.entries(table))
    .filter(([name, { optional, indexes }]) => !optional && !indexes && !hidden.includes(name))
    .map(([name]) => name);
  return {
    get,
    has: (name) => get(name) !== undefined,
    names: () => tables.flatMap((table) => [...unfolded(table)]).filter((name) => !hidden.includes(name)),
    required,
    ...(kind === undefined ? {} : { kind }),
  };
}

/** The same properties without some of them, and with others before them. */
export function joined(
  declared: Declared,
  others: Properties | null = null,
  hidden: readonly string[] = [],
): Properties {
  const own = propertiesOf([declared], hidden);
  const shown = (names: readonly string[]) => names.filter((name) => !hidden.includes(name));
  const get = (name: string) => (hidden.includes(name) ? undefined : (own.get(name) ?? others?.get(name)));
  return {
    get,
    has: (name) => get(name) !== undefined,
    names: () => [...own.names(), ...shown(others?.names() ?? [])],
    required: [...own.required, ...shown(others?.required ?? [])],
    ...(others?.kind === undefined ? {} : { kind: others.kind }),
  };
}

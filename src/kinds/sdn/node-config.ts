/** What a node has made of the last commit: /etc/network/interfaces.d/sdn, which its own reload of the network writes. */

export const INTERFACES_FILE = '/etc/network/interfaces.d/sdn';

export interface NodeConfig {
  /** The commit that it was made from; 0: none. */
  readonly version: number;
  readonly interfaces: ReadonlySet<string>;
}

export function nodeConfigIn(text: string | undefined): NodeConfig {
  const version = /^#version:(\d+)/.exec(text ?? '')?.[1];
  const names = [...(text ?? '').matchAll(/^iface (\S+)/gm)].map(([, name = '']) => name);
  return { version: Number(version ?? 0), interfaces: new Set(names) };
}

/** What a node lacks of a commit, in words; null: it has applied it. */
export function lagging(
  config: NodeConfig,
  version: number,
  { bridges, gone = [] }: { readonly bridges: readonly string[]; readonly gone?: readonly string[] },
): string | null {
  const missing = bridges.find((bridge) => !config.interfaces.has(bridge));
  if (missing !== undefined) return `has no bridge for the vnet ${missing}`;
  const still = gone.find((bridge) => config.interfaces.has(bridge));
  if (still !== undefined) return `still has a bridge for the vnet ${still}`;
  return config.version < version ? 'has not applied the last commit' : null;
}

/** How what a node's steps ask for is read anew, and judged. */
import type { Found, Look, ScopeState } from '../../node/port.ts';
import { factTable, FACT_PATTERNS } from '../../node/fact-table.ts';
import type { Cond, NodeName, Scope } from '../step.ts';
import { FEATURE_MARKS, featuresIn, PACKAGES_FILE, packagesIn } from './files.ts';
import { meets } from './fields.ts';
import type { Values } from './spec.ts';

export type NodeCheck =
  /** Of a guest. */
  | { readonly is: 'running' }
  | { readonly is: 'stopped' }
  /** Values of the running kernel. */
  | { readonly is: 'sysctl'; readonly values: Values }
  | { readonly is: 'packages'; readonly values: Values }
  /** Marks of features, and facts that they make true; `gone`: features without a mark. */
  | {
      readonly is: 'installed';
      readonly features: Values;
      readonly gone: readonly string[];
      readonly facts: Values;
    }
  /** The other way round: something of it does not hold. */
  | { readonly is: 'unsettled'; readonly of: Extract<NodeCheck, { is: 'installed' }> };

export const cond = (scope: Scope, check: NodeCheck): Cond => ({ scope, check });

const KERNEL = '/proc/sys/';
/** In names of settings, the dots of an interface's name are written as slashes (sysctl(8)). */
const kernelPath = (key: string) =>
  KERNEL +
  (key.includes('/') && !key.includes('.') ? key : key.replace(/[./]/g, (c) => (c === '.' ? '/' : '.')));

export const sysctlScope = (node: NodeName, keys: readonly string[]): Scope =>
  `node:${node}:sysctl ${keys.join(' ')}`;
export const packagesScope = (node: NodeName): Scope => `node:${node}:packages`;
export const featuresScope = (node: NodeName): Scope => `node:${node}:features`;

export function lookAt(scope: Scope): Look | null {
  const what = /^node:[^:]+:(\S+)(?: (.*))?$/.exec(scope);
  const [, name, keys = ''] = what ?? [];
  if (name === 'sysctl') return { files: keys.split(' ').map(kernelPath) };
  if (name === 'packages') return { files: [PACKAGES_FILE] };
  return name === 'features' ? { files: [FEATURE_MARKS, ...FACT_PATTERNS] } : null;
}

/** The kernel prints several numbers of one setting with tabs. */
const plain = (text: string) => text.trim().replace(/\s+/g, ' ');

function differing(
  wanted: Values,
  has: (name: string) => string | null,
  same: (want: string, has: string | null) => boolean,
): true | string {
  const wrong = Object.entries(wanted).filter(([name, want]) => !same(want, has(name)));
  if (wrong.length === 0) return true;
  return wrong.map(([name, want]) => `${name} is ${has(name) ?? 'not there'}, not ${want}`).join('; ');
}

function holdsOf(check: NodeCheck, found: Found): true | string {
  const { files } = found;
  switch (check.is) {
    case 'sysctl': {
      const has = (key: string) => {
        const text = files.get(kernelPath(key));
        return text === undefined ? null : plain(text);
      };
      return differing(check.values, has, (want, value) => plain(want) === value);
    }
    case 'packages': {
      const versions = packagesIn(files.get(PACKAGES_FILE), Object.keys(check.values));
      return differing(
        check.values,
        (name) => versions[name] ?? null,
        (want, has) => meets('packages', want, has),
      );
    }
    case 'installed': {
      const marks = featuresIn(files);
      const lasting = check.gone.filter((id) => Object.hasOwn(marks, id));
      if (lasting.length > 0) return `${lasting.join(', ')} is still there`;
      const isSame = (want: string, has: string | null) => want === has;
      const late = Object.keys(check.features).filter((id) => marks[id] !== check.features[id]);
      if (late.length > 0)
        return `${late.join(', ')} waits for a restart of the node: restart it and apply again`;
      const facts = factTable(files, '');
      return differing(check.facts, (name) => facts[name] ?? null, isSame);
    }
    case 'unsettled':
      return holdsOf(check.of, found) === true ? 'what was installed runs' : true;
    case 'running':
    case 'stopped':
      return 'nobody looked at the guest';
  }
}

export function holdsAt(check: Cond['check'], state: ScopeState): true | string {
  const asked = check as NodeCheck;
  if ('files' in state) return holdsOf(asked, state);
  if (asked.is !== 'running' && asked.is !== 'stopped') return `a guest tells nothing of ${check.is}`;
  const is = state.running ? 'running' : 'stopped';
  return is === asked.is ? true : `the guest is ${is}`;
}

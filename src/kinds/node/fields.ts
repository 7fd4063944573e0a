/** A node as a flat list of fields, wanted and found: a diff compares the two by path. Pure. */
import { type Pointer, pointer } from '../../json.ts';
import type { NodeFacts } from '../../node/port.ts';
import { featuresIn, MODPROBE_FILE, MODULES_FILE, modulesIn, PACKAGES_FILE, packagesIn } from './files.ts';
import { SYSCTL_FILE, sysctlIn, type Texts } from './files.ts';
import type { NodeSpec, Values } from './spec.ts';

export type Area = 'sysctl' | 'modules' | 'packages' | 'features';

export interface Field {
  readonly path: Pointer;
  readonly area: Area;
  readonly name: string;
  readonly value: string;
}

function fields(area: Area, values: Values): Field[] {
  return Object.entries(values).map(([name, value]) => ({ path: pointer(area, name), area, name, value }));
}

/** Without a seal over secrets: the marks that a run leaves on the node tell by hash whether a value is another one. */
export const featureValues = ({ software = [] }: NodeSpec): Values =>
  Object.fromEntries(software.map((one) => [one.id, `${one.version} ${one.hash}`]));

export function fieldsOf(spec: NodeSpec): Field[] {
  return [
    ...fields('sysctl', spec.sysctl),
    ...fields('modules', spec.modules),
    ...fields('packages', spec.packages),
    ...fields('features', featureValues(spec)),
  ];
}

export interface NodeLive {
  readonly fields: readonly Field[];
}

/** @param packages whose versions matter: a node has thousands */
function liveFields(files: Texts, packages: readonly string[]): Field[] {
  return [
    ...fields('sysctl', sysctlIn(files.get(SYSCTL_FILE))),
    ...fields('modules', modulesIn(files.get(MODULES_FILE), files.get(MODPROBE_FILE))),
    ...fields('packages', packagesIn(files.get(PACKAGES_FILE), packages)),
    ...fields('features', featuresIn(files)),
  ];
}

/** What is there, as far as this file speaks of it; null: nobody could look. */
export function liveOf(facts: NodeFacts | undefined, spec: NodeSpec | null): NodeLive | null {
  if (!facts?.reachable) return null;
  return { fields: liveFields(facts.files ?? new Map(), Object.keys(spec?.packages ?? {})) };
}

/** Whether that is what is wanted: of a package, any version may do. */
export function meets(area: Area, want: string, has: string | null): boolean {
  if (area !== 'packages') return want === has;
  switch (want) {
    case 'absent':
      return has === null;
    case 'present':
      return has !== null;
  }
  return want === has;
}

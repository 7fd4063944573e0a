/** What the schema of a manifest cannot say: parts of it that contradict each other. Pure. */
import { quote } from '../config/quote.ts';
import { pointer, type Pointer } from '../json.ts';
import { isReserved, variableOf } from './environment.ts';
import type { FeatureFindingId } from './finding-ids.ts';
import type { Manifest, Option } from './manifest.ts';
import { problemOf } from './option-value.ts';

interface Contradiction {
  readonly id: FeatureFindingId;
  readonly path: Pointer;
  readonly message: string;
  readonly hint: string;
}

export function contradictions(manifest: Manifest): Contradiction[] {
  return [
    ...variables(manifest),
    ...options(manifest),
    ...relations(manifest),
    ...containerEnv(manifest),
    ...ports(manifest),
    ...facts(manifest),
  ];
}

/** The variable in which scripts find an option, or its file. */
function scriptVariable(name: string, { secret }: Option): string {
  return `${variableOf(name)}${secret === true ? '_FILE' : ''}`;
}

function variables({ options, containerEnv }: Manifest): Contradiction[] {
  const taken = new Map(Object.keys(containerEnv).map((name) => [name, 'containerEnv']));
  return Object.entries(options).flatMap(([name, option]): Contradiction[] => {
    const variable = scriptVariable(name, option);
    const path = pointer('options', name);
    const other = taken.get(variable);
    taken.set(variable, name);
    if (isReserved(variable)) {
      const hint = 'Rename the option.';
      const message = `the option ${quote(name)} would become the variable ${variable}, which has a meaning of its own`;
      return [{ id: 'PHX703', path, message, hint }];
    }
    if (other === undefined) return [];
    const message = `the options ${quote(other)} and ${quote(name)} would both become the variable ${variable}`;
    return [{ id: 'PHX703', path, message, hint: 'Rename one of them.' }];
  });
}

function options(manifest: Manifest): Contradiction[] {
  return Object.entries(manifest.options).flatMap(([name, option]) => {
    const path = pointer('options', name);
    const wrong = (message: string, hint: string): Contradiction => ({ id: 'PHX704', path, message, hint });
    const told: Contradiction[] = [];
    if (option.secret === true && option.type !== 'string') {
      told.push(wrong(`the secret option ${quote(name)} is no text`, 'Let its "type" be "string".'));
    }
    if (option.secret === true && (option.default !== undefined || option.enum !== undefined)) {
      told.push(
        wrong(
          `the secret option ${quote(name)} has values in the manifest`,
          'Remove its "default" and "enum".',
        ),
      );
    }
    if (option.defines === true && option.secret !== true) {
      told.push(wrong(`the option ${quote(name)} defines a secret and is none`, 'Add "secret": true.'));
    }
    if (option.required === true && option.default !== undefined) {
      told.push(wrong(`the option ${quote(name)} is required and has a default`, 'Remove one of the two.'));
    }
    // Upstream, a default need not be one of the values that are proposed or allowed.
    const checked = manifest.format === 'phoenix' && option.default !== undefined;
    const problem = checked ? problemOf(option.default, option) : null;
    if (problem)
      told.push(wrong(`the default of the option ${quote(name)} ${problem.must}`, 'Correct the default.'));
    return told;
  });
}

function relations({ id, dependsOn, installsAfter, conflicts }: Manifest): Contradiction[] {
  const told: Contradiction[] = [];
  const wrong = (path: Pointer, message: string, hint: string) =>
    told.push({ id: 'PHX704', path, message, hint });
  // Not by `in`: `constructor` is a name as any other.
  const depends = Object.hasOwn(dependsOn, id);
  if (depends || installsAfter.includes(id)) {
    wrong(
      depends ? pointer('dependsOn', id) : '/installsAfter',
      'the feature depends on itself',
      'Remove it there.',
    );
  }
  for (const other of conflicts.filter((word) => Object.hasOwn(dependsOn, word))) {
    wrong(
      '/conflicts',
      `the feature depends on ${quote(other)} and conflicts with it`,
      'Remove one of the two.',
    );
  }
  return told;
}

function containerEnv({ containerEnv: variables }: Manifest): Contradiction[] {
  return Object.entries(variables).flatMap(([name, value]): Contradiction[] => {
    const path = pointer('containerEnv', name);
    // PATH is what most of them set.
    if (
      !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ||
      (isReserved(name) && !/^(?:PATH|LANG|LC_[A-Z]+|TZ)$/.test(name))
    ) {
      const message = `the variable ${quote(name)} cannot be set for everybody in the guest`;
      return [{ id: 'PHX703', path, message, hint: 'Remove it, or rename it.' }];
    }
    if (!/[\u0000-\u001f]/.test(value)) return [];
    const message = `the value of the variable ${quote(name)} is more than a line`;
    return [{ id: 'PHX704', path, message, hint: 'Write it on one line.' }];
  });
}

/** What ports say of options must be so of the options that there are. */
function ports({ ports: all, options: known }: Manifest): Contradiction[] {
  return (all ?? []).flatMap((port, index) => {
    const told: Contradiction[] = [];
    const wrong = (key: string, message: string, hint: string) =>
      told.push({ id: 'PHX704', path: pointer('ports', index, key), message, hint });
    const names = Object.keys(port.when ?? {});
    const missing = names.find((name) => !Object.hasOwn(known, name));
    if (missing !== undefined) {
      const hint = 'Name an option of this feature.';
      wrong('when', `a port depends on the option ${quote(missing)}, which does not exist`, hint);
    }
    if ('option' in port && (!Object.hasOwn(known, port.option) || known[port.option]?.type !== 'integer')) {
      const hint = 'Name an option with "type": "integer", or write "port".';
      wrong('option', `the option ${quote(port.option)} holds no port`, hint);
    }
    return told;
  });
}

/** Facts are those of a node, and their values are options. */
function facts({ facts: told, host, options: known }: Manifest): Contradiction[] {
  return Object.entries(told).flatMap(([fact, option]): Contradiction[] => {
    const path = pointer('facts', fact);
    if (!host) {
      const message = `the fact ${quote(fact)} is one of a node, and the feature is for guests`;
      return [{ id: 'PHX704', path, message, hint: 'Write "host": true, or remove "facts".' }];
    }
    if (Object.hasOwn(known, option)) return [];
    const message = `the fact ${quote(fact)} has the value of the option ${quote(option)}, which there is not`;
    return [{ id: 'PHX704', path, message, hint: 'Name one of "options".' }];
  });
}

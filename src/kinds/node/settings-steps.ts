/** Steps for kernel settings, modules and packages: files of Phoenix alone, and what makes the node take them. */
import { pointerSegments } from '../../json.ts';
import type { Change } from '../change.ts';
import type { Step } from '../step.ts';
import { cond, packagesScope, sysctlScope } from './conditions.ts';
import { MODPROBE_FILE, modprobeText, MODULES_FILE, modulesText, SYSCTL_FILE, sysctlText } from './files.ts';
import type { Values } from './spec.ts';
import { MINUTE, stepOf, type Subject } from './step.ts';

/** A kernel with its headers is built into modules meanwhile. */
const PACKAGES = 60 * MINUTE;

function writeStep(subject: Subject, id: string, path: string, content: string | null): Step {
  const title = content === null ? `remove ${path}` : `write ${path}`;
  return stepOf(subject, {
    id,
    title,
    do: { verb: 'write', path, content, mode: 0o644 },
    retry: 'contention',
  });
}

export function sysctlSteps(subject: Subject, values: Values): Step[] {
  const text = sysctlText(values);
  const write = writeStep(subject, 'sysctl-file', SYSCTL_FILE, text);
  if (text === null) return [write];
  const load = stepOf(subject, {
    id: 'sysctl',
    title: 'set kernel settings',
    do: { verb: 'run', argv: ['sysctl', `--load=${SYSCTL_FILE}`] },
    verify: [cond(sysctlScope(subject.node, Object.keys(values)), { is: 'sysctl', values })],
  });
  return [write, load];
}

export function moduleSteps(subject: Subject, values: Values, changes: readonly Change[]): Step[] {
  const fresh = changes.filter(({ before, after }) => before === null && after !== null);
  const options = modprobeText(values);
  // Where no module had any before, there is no file that could go.
  const writes = options !== null || changes.some(({ before }) => before !== null);
  const loads = fresh.map(({ path }) => {
    const name = pointerSegments(path)[1] ?? '';
    return stepOf(subject, {
      id: `module:${name}`,
      title: `load ${name}`,
      do: { verb: 'run', argv: ['modprobe', '--', name] },
    });
  });
  return [
    ...(writes ? [writeStep(subject, 'modules-options', MODPROBE_FILE, options)] : []),
    ...loads,
    // By this file a module counts as loaded: written sooner, one that could not be loaded would not be tried again.
    writeStep(subject, 'modules-file', MODULES_FILE, modulesText(values)),
  ];
}

/** `name`, `name=version`, `name-`: in one call, since they may depend on each other. */
function packageWord(name: string, want: string): string {
  switch (want) {
    case 'present':
      return name;
    case 'absent':
      return `${name}-`;
  }
  return `${name}=${want}`;
}

const APT = ['--quiet', '--option', 'DPkg::Lock::Timeout=600'] as const;

export function packageSteps(subject: Subject, values: Values, changes: readonly Change[]): Step[] {
  const names = changes.flatMap(({ path, after }) =>
    after === null ? [] : (pointerSegments(path)[1] ?? []),
  );
  if (names.length === 0) return [];
  const asked = Object.fromEntries(names.map((name) => [name, values[name] ?? 'absent']));
  const keep = ['--option', 'Dpkg::Options::=--force-confold'];
  return [
    stepOf(subject, {
      id: 'package-lists',
      title: 'read the lists of packages',
      do: { verb: 'run', argv: ['apt-get', 'update', ...APT] },
      timeout: 10 * MINUTE,
    }),
    stepOf(subject, {
      id: 'packages',
      title: `packages ${names.join(', ')}`,
      do: {
        verb: 'run',
        argv: [
          'apt-get',
          'install',
          '--yes',
          '--no-install-recommends',
          '--allow-downgrades',
          ...keep,
          ...APT,
          '--',
          ...names.map((name) => packageWord(name, asked[name] ?? 'absent')),
        ],
      },
      verify: [cond(packagesScope(subject.node), { is: 'packages', values: asked })],
      timeout: PACKAGES,
    }),
  ];
}

/** A simulated machine that fails with its node, and whose /etc/pve cannot be written without quorum. */
import type { Host } from '../simulator/host.ts';
import { assertUp, hasQuorum } from '../simulator/power.ts';
import { writeError } from './file-error.ts';
import type { Machine } from './machine.ts';

export function withPower(machine: Machine, host: Host): Machine {
  const up = () => assertUp(host, machine.name);
  const written = (path: string) => {
    up();
    if (!path.startsWith('/etc/pve/') || hasQuorum(host)) return;
    // As the file system of a real one says it.
    throw writeError(machine.name, path, Object.assign(new Error('EACCES'), { code: 'EACCES' }));
  };
  return {
    ...machine,
    run: async (argv, options) => {
      up();
      return machine.run(argv, options);
    },
    read: async (patterns) => {
      up();
      return machine.read(patterns);
    },
    append: async (path, text, rotateAt) => {
      written(path);
      return machine.append(path, text, rotateAt);
    },
    makeFolder: async (path) => {
      written(path);
      return machine.makeFolder(path);
    },
    write: async (path, text, mode) => {
      written(path);
      return machine.write(path, text, mode);
    },
    remove: async (path) => {
      written(path);
      return machine.remove(path);
    },
    replaceLocked: async (request) => {
      written(request.path);
      return machine.replaceLocked(request);
    },
  };
}

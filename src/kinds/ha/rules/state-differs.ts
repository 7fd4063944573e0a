import type { Breach, Rule } from '../../../rules/rule.ts';
import { haIn } from './facts/ha-entries.ts';

export const stateDiffers: Rule = {
  id: 'PHX896',
  severity: 'error',
  title: 'A guest and its HA resource ask for opposite states',
  why: 'HA starts what it is told to start, whatever the file of the guest says, and each apply would stop it again. Without "state" in the file of ha/, HA sees to what the guest\'s own file says.',
  example: {
    wrong: '"state": "stopped" in lxc/db.json, "state": "started" in ha/db.json',
    right: '"state": "stopped" in lxc/db.json alone',
  },
  *check({ estate, guests }): Iterable<Breach> {
    const runs = new Map(guests.map(({ resource, view }) => [resource.address, view.runs]));
    for (const { resource, guest } of haIn(estate)) {
      const asked = resource.spec.options['state'];
      const wants = guest ? runs.get(guest.address) : undefined;
      if (!guest || wants === undefined || asked === 'ignored' || (asked === 'started') === wants) continue;
      yield {
        message: `${guest.address} shall be ${wants ? 'running' : 'stopped'}, and HA is told "${asked}"`,
        hint: 'Leave "state" out of the file of ha/, or write the same in both.',
        at: { resource, path: '/state' },
        also: { resource: guest, path: '/state' },
      };
    }
  },
};

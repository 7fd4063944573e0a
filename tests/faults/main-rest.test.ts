/** Faults of everything else in the apply of the example estate: software, storage, machines, firewalls, files, readings. */
import { mostly } from './fault-choice.ts';
import { mainWorld } from './main-world.ts';
import { testFaults } from './world-tests.ts';

testFaults({
  name: 'The main estate: everything else',
  world: mainWorld,
  only: (operation, ...more) => !/^pct (?:set|clone|start)/.test(operation.row) && mostly(operation, ...more),
  least: 900,
});

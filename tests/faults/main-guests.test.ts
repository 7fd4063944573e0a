/** Faults of commands that make and change containers, in the apply of the example estate. */
import { mostly } from './fault-choice.ts';
import { mainWorld } from './main-world.ts';
import { testFaults } from './world-tests.ts';

testFaults({
  name: 'The main estate: containers',
  world: async () => ({ ...(await mainWorld()), exceptions: [] }),
  only: (operation, ...more) => /^pct (?:set|clone|start)/.test(operation.row) && mostly(operation, ...more),
  least: 600,
});

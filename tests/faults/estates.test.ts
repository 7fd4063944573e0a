/** Faults of what the main estate does little of: changes of machines, storage, networks and firewalls, and two nodes. */
import { firewallWorld, machinesWorld, networkWorld, storageWorld, twoNodesWorld } from './estate-worlds.ts';
import { testFaults } from './world-tests.ts';

testFaults({ name: 'Virtual machines', world: machinesWorld, least: 120 });
testFaults({ name: 'Storage', world: storageWorld, least: 170 });
testFaults({ name: 'Networks', world: networkWorld, least: 130 });
testFaults({ name: 'Firewalls', world: firewallWorld, least: 80 });
testFaults({ name: 'Two nodes', world: twoNodesWorld, least: 110 });

import * as assert from 'uvu/assert';
import { factTable } from '../../../src/node/fact-table.ts';
import { describe } from '../../support/describe.ts';

const HOST = {
  '/proc/sys/kernel/osrelease': '6.14.11-4-pve\n',
  '/proc/cpuinfo': 'processor\t: 0\nmodel name\t: AMD Ryzen 7 7700 8-Core Processor\n\nprocessor\t: 1\n',
  '/proc/meminfo': 'MemTotal:       98304000 kB\n',
  '/sys/module/nvidia/version': '580.76.05\n',
  '/proc/driver/nvidia/gpus/0000:01:00.0/information': 'Model: \t x\nDevice Minor: \t 0\n',
  '/sys/module/zfs/version': '2.3.4-pve1\n',
  '/etc/os-release': 'NAME="Debian GNU/Linux"\nVERSION_ID="13"\nID=debian\n',
  '/proc/spl/kstat/zfs/rpool/state': 'ONLINE\n',
  '/proc/spl/kstat/zfs/fastData/state': 'ONLINE\n',
  '/sys/class/net/vmbr0/bridge/bridge_id': '8000.0\n',
};

describe('facts of a node', (test) => {
  test('all that its files tell, sorted by name', () => {
    assert.equal(factTable(new Map(Object.entries(HOST)), '9.2'), {
      bridges: 'vmbr0',
      'cpu.cores': '2',
      'cpu.model': 'AMD Ryzen 7 7700 8-Core Processor',
      gpus: '0000:01:00.0=nvidia',
      kernel: '6.14.11-4-pve',
      memory: '94G',
      'nvidia.driver': '580.76.05',
      os: 'debian:13',
      pools: 'fastData rpool',
      pve: '9.2',
      'zfs.version': '2.3.4-pve1',
    });
  });

  const drivers: readonly [name: string, files: Record<string, string>, driver: string | undefined][] = [
    ['none', {}, undefined],
    [
      'the open kernel modules',
      {
        '/proc/driver/nvidia/version':
          'NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.76.05  Release Build  (x)\n',
      },
      '580.76.05',
    ],
    [
      'the closed ones',
      {
        '/proc/driver/nvidia/version':
          'NVRM version: NVIDIA UNIX x86_64 Kernel Module  470.256.02  Thu May 2\n',
      },
      '470.256.02',
    ],
    [
      'the loaded module before the driver that tells of itself',
      {
        '/sys/module/nvidia/version': '590.1\n',
        '/proc/driver/nvidia/version': 'NVRM version: NVIDIA  580.76.05  Release Build\n',
      },
      '590.1',
    ],
  ];
  for (const [name, files, driver] of drivers) {
    test(`the driver of NVIDIA's cards: ${name}`, () => {
      assert.is(factTable(new Map(Object.entries(files)), '')['nvidia.driver'], driver);
    });
  }
});

import * as assert from 'uvu/assert';
import {
  featuresIn,
  modprobeText,
  modulesIn,
  modulesText,
  packagesIn,
  sysctlIn,
  sysctlText,
} from '../../../../src/kinds/node/files.ts';
import { describe } from '../../../support/describe.ts';

describe('files of a node', (test) => {
  const sysctls: readonly [name: string, text: string, values: Record<string, string>][] = [
    ['nothing', '', {}],
    ['comments of both kinds', '# a = 1\n; b = 2\nc.d = 3\n', { 'c.d': '3' }],
    [
      'blanks, and a value of several numbers',
      ' net.ipv4.tcp_rmem=4096  87380 6291456 \n',
      { 'net.ipv4.tcp_rmem': '4096  87380 6291456' },
    ],
    ['a line that may fail', '-vm.swappiness = 10\n', { 'vm.swappiness': '10' }],
    [
      'an equals sign in the value',
      'kernel.core_pattern = |/usr/bin/x a=b\n',
      { 'kernel.core_pattern': '|/usr/bin/x a=b' },
    ],
  ];
  for (const [name, text, values] of sysctls) {
    test(`kernel settings: ${name}`, () => assert.equal(sysctlIn(text), values));
  }

  test('what is written is what is read', () => {
    const values = { 'net.ipv4.ip_forward': '1', 'vm.swappiness': '10' };
    assert.equal(sysctlIn(sysctlText(values) ?? ''), values);
    const modules = { 'vfio-pci': 'ids=10de:2d04 disable_vga=1', zfs: '' };
    assert.equal(modulesIn(modulesText(modules) ?? '', modprobeText(modules) ?? ''), modules);
    assert.equal([sysctlText({}), modulesText({}), modprobeText({ zfs: '' })], [null, null, null]);
  });

  const DPKG = [
    'Package: htop\nStatus: install ok installed\nArchitecture: amd64\nVersion: 3.4.1-5',
    'Package: nano\nStatus: deinstall ok config-files\nArchitecture: amd64\nVersion: 8.4-1',
    'Package: libc6\nStatus: hold ok installed\nArchitecture: i386\nVersion: 2.41-12',
    'Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.41-13',
  ].join('\n\n');
  const packages: readonly [name: string, asked: string, version: string | undefined][] = [
    ['one that is installed', 'htop', '3.4.1-5'],
    ['one of which only configuration is left', 'nano', undefined],
    ['one that is not there', 'vim', undefined],
    ['one of an architecture', 'libc6:i386', '2.41-12'],
    ['the start of another name', 'hto', undefined],
  ];
  for (const [name, asked, version] of packages) {
    test(`packages: ${name}`, () => assert.is(packagesIn(DPKG, [asked])[asked], version));
  }

  test('marks of features: finished, begun, and what is none', () => {
    const at = (id: string) => `/var/lib/phoenix/features/${id}.json`;
    const marks = new Map([
      [at('a'), '{"v":1,"id":"a","version":"1.0.0","hash":"0123abcd","secrets":{},"kept":"","at":"x"}\n'],
      [at('b'), '{"v":1,"id":"b","version":"1.0.0","hash":"","secrets":{},"kept":"","at":"x"}\n'],
      [at('c'), 'broken'],
      ['/etc/other.json', '{"version":"1","hash":"0"}'],
    ]);
    assert.equal(featuresIn(marks), { a: '1.0.0 0123abcd', b: '1.0.0' });
  });
});

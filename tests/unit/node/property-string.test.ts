import * as assert from 'uvu/assert';
import {
  FAMILIES,
  familyOf,
  formatPropertyString,
  formatSize,
  parsePropertyString,
  PropertyStringError,
  parseSize,
  type PropertyFields,
} from '../../../src/node/property-string.ts';
import { confSchema } from '../../../src/simulator/schema.ts';
import { describe } from '../../support/describe.ts';
import { setRows } from '../../support/recordings.ts';

describe('property strings', (test) => {
  for (const [name, fields, text, written] of [
    [
      'the default key comes first and bare',
      FAMILIES.mp,
      'mp=/data,size=1G,volume=local:101/disk.raw',
      'local:101/disk.raw,mp=/data,size=1G',
    ],
    [
      'required keys come before the rest',
      FAMILIES.net,
      'ip=dhcp,bridge=vmbr0,name=eth0,type=veth',
      'name=eth0,bridge=vmbr0,ip=dhcp,type=veth',
    ],
    [
      'booleans become 0 and 1',
      FAMILIES.features,
      'nesting=yes,keyctl=off,mount=nfs;cifs',
      'keyctl=0,mount=nfs;cifs,nesting=1',
    ],
    ['a value may hold an equals sign', FAMILIES.mp, 'a:b,mp=/x=y', 'a:b,mp=/x=y'],
    ['a boolean that is none is kept', FAMILIES.mp, 'a:b,mp=/x,ro=maybe', 'a:b,mp=/x,ro=maybe'],
    ['empty parts are skipped', FAMILIES.dev, '/dev/null,, ,mode=0660,', '/dev/null,mode=0660'],
    [
      'a path may be given by name',
      FAMILIES.dev,
      'path=/dev/zero,uid=1000,gid=1000',
      '/dev/zero,gid=1000,uid=1000',
    ],
  ] as const) {
    test(name, () => assert.is(formatPropertyString(fields, parsePropertyString(fields, text)), written));
  }

  for (const [text, fields, message] of [
    ['a,b', FAMILIES.mp, 'duplicate key in comma-separated list property: volume'],
    ['a,volume=b', FAMILIES.mp, 'duplicate key in comma-separated list property: volume'],
    ['name=a,name=b', FAMILIES.net, 'duplicate key in comma-separated list property: name'],
    ['eth0', FAMILIES.net, 'value without key, but schema does not define a default key'],
    ['name=', FAMILIES.net, 'missing key in comma-separated list property'],
  ] as const) {
    test(`refuses ${text}`, () => {
      assert.throws(
        () => parsePropertyString(fields, text),
        (error: unknown) => error instanceof PropertyStringError && error.message === message,
      );
    });
  }

  test('the fields agree with what Proxmox declares', () => {
    for (const [family, fields] of Object.entries(FAMILIES as Record<string, PropertyFields>)) {
      if (family === 'drive') continue;
      const key = family === 'rootfs' || family === 'features' ? family : `${family}0`;
      const declared = confSchema().get(key)?.fields ?? {};
      assert.equal(Object.keys(fields).sort(), Object.keys(declared).sort(), family);
      for (const [name, field] of Object.entries(fields)) {
        const wanted = declared[name];
        assert.is(field.type === 'boolean', wanted?.type === 'boolean', `${family}.${name} type`);
        assert.is(field.optional ?? false, wanted?.optional ?? false, `${family}.${name} optional`);
        assert.is(field.defaultKey ?? false, wanted?.defaultKey ?? false, `${family}.${name} default key`);
        assert.is(field.format === 'disk-size', wanted?.format === 'disk-size', `${family}.${name} format`);
      }
    }
  });

  test('the fields of a drive are those of some drive of a machine', () => {
    const drives = ['scsi0', 'virtio0', 'sata0', 'ide0', 'efidisk0', 'tpmstate0'];
    const declared = drives.map((key) => confSchema('9.2', 'qemu').get(key)?.fields ?? {});
    for (const [name, field] of Object.entries(FAMILIES.drive as PropertyFields)) {
      const wanted = declared.map((fields) => fields[name]).find((one) => one !== undefined);
      assert.ok(wanted, name);
      assert.is(field.type === 'boolean', wanted?.type === 'boolean', `${name} type`);
      assert.is(field.defaultKey ?? false, wanted?.defaultKey ?? false, `${name} default key`);
    }
  });

  test('every recorded string that Proxmox wrote is written back as it was', () => {
    const seen = new Set<string>();
    for (const { after } of setRows()) {
      // What waits in [pve:pending] is as the user typed it.
      const [current = ''] = after.split('\n[pve:pending]');
      for (const [, key = '', value = ''] of current.matchAll(/^((?:net|mp|unused)\d+): (.*)$/gm)) {
        const family = familyOf(key);
        if (family && !seen.has(value)) {
          seen.add(value);
          assert.is(
            formatPropertyString(FAMILIES[family], parsePropertyString(FAMILIES[family], value)),
            value,
          );
        }
      }
    }
    assert.ok(seen.size > 100, `only ${seen.size}`);
  });

  test('families by key', () => {
    assert.is(familyOf('net31'), 'net');
    assert.is(familyOf('mp0'), 'mp');
    assert.is(familyOf('rootfs'), 'rootfs');
    assert.is(familyOf('memory'), null);
    assert.is(familyOf('constructor0'), null);
  });
});

describe('sizes', (test) => {
  for (const [text, bytes, written] of [
    ['8G', 8 * 2 ** 30, '8G'],
    ['1.5GiB', 1.5 * 2 ** 30, '1536M'],
    ['3500M', 3500 * 2 ** 20, '3500M'],
    ['2048G', 2 * 2 ** 40, '2T'],
    ['52224K', 52224 * 1024, '51M'],
    ['1000', 1000, '1000'],
    ['0', 0, '0T'],
  ] as const) {
    test(text, () => {
      assert.is(parseSize(text), bytes);
      assert.is(formatSize(bytes), written);
    });
  }
  for (const text of ['8g', 'G', '8 G', '-1', '1e3', '8GB', '']) {
    test(`${JSON.stringify(text)} is none`, () => assert.is(parseSize(text), null));
  }
});

describe('names that stand for other keys', (test) => {
  const NET = confSchema('9.2', 'qemu').get('net0')?.fields ?? {};
  const read = (text: string) => Object.fromEntries(parsePropertyString(NET, text));

  test('the model of a card is the name of its address', () => {
    const net = parsePropertyString(NET, 'bridge=vmbr0,virtio=BC:24:11:00:00:01');
    assert.equal(Object.fromEntries(net), {
      bridge: 'vmbr0',
      model: 'virtio',
      macaddr: 'BC:24:11:00:00:01',
    });
    assert.is(formatPropertyString(NET, net), 'virtio=BC:24:11:00:00:01,bridge=vmbr0');
    assert.is(
      formatPropertyString(NET, parsePropertyString(NET, 'virtio,bridge=vmbr0')),
      'virtio,bridge=vmbr0',
    );
  });

  for (const text of [
    'virtio=BC:24:11:00:00:01,e1000=BC:24:11:00:00:02',
    'virtio=BC:24:11:00:00:01,macaddr=BC:24:11:00:00:02',
    'macaddr=BC:24:11:00:00:02,virtio=BC:24:11:00:00:01',
  ]) {
    test(`refuses ${text}`, () => {
      assert.throws(
        () => read(text),
        (error: unknown) => error instanceof PropertyStringError,
      );
    });
  }
});

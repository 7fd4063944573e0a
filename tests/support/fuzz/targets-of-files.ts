/** Fuzz targets of what Phoenix and Proxmox keep in files: config, conf files, property strings. */
import * as assert from 'uvu/assert';
import { format } from '../../../src/authoring/format/format.ts';
import { parseFile } from '../../../src/config/parse.ts';
import { canonical } from '../../../src/json.ts';
import { EMPTY_CONF, formatConf, type GuestConf, parseConf } from '../../../src/node/conf.ts';
import {
  FAMILIES,
  formatPropertyString,
  formatSize,
  parsePropertyString,
  parseSize,
  type Properties,
  type PropertyFields,
  PropertyStringError,
} from '../../../src/node/property-string.ts';
import { parseVmConf } from '../../../src/node/vm-conf.ts';
import { fc } from '../fast-check.ts';
import type { Target } from './harness.ts';
import { recordedConfs } from './recorded-confs.ts';
import { RICH_FILES } from './rich-files.ts';
import { texts } from './texts.ts';
import { KEYS } from './values.ts';

const JSON_WORDS = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '"',
  '\\',
  '//',
  '/*',
  '*/',
  '\n',
  '\r\n',
  '﻿',
  '\u2028',
  '‮',
  '"a": 1,',
  '"a": {',
  '"\\u0000"',
  '"\\ud800"',
  '${secret:',
  '1e999',
  '-',
  'true',
  'null',
  'NaN',
  '"__proto__": {},',
  '"constructor": 1,',
  ...KEYS.map((key) => JSON.stringify(key)),
];

const SEED_FILES = [...RICH_FILES].filter(([path]) => path.endsWith('.json')).map(([, text]) => text);

function checkConfig(text: string): void {
  const file = { path: 'lxc/web.jsonc', text };
  const { value, findings } = parseFile(file);
  const lines = text.split('\n');
  assert.ok(value !== null || findings.length > 0, 'neither a value nor a finding');
  for (const { at, message, hint } of findings) {
    assert.ok(message && hint);
    assert.ok(message.length + hint.length < 2000, `${message.length} characters`);
    const line = at && lines[at.line - 1];
    assert.ok(at && line !== undefined && at.column >= 1 && at.column <= line.length + 1, JSON.stringify(at));
  }
  // A finding for each place, and no more than there are characters.
  assert.ok(findings.length <= text.length + 1, `${findings.length} findings`);
  if (value === null) return;
  const again = parseFile({ path: 'lxc/web.json', text: JSON.stringify(value) });
  if (findings.length === 0) assert.is(canonical(again.value), canonical(value));
  if (findings.length > 0) return;
  const once = format(file);
  assert.is(once.is, 'text');
  if (once.is !== 'text') return;
  const shown = parseFile({ path: file.path, text: once.text });
  assert.is(canonical(shown.value), canonical(value), 'laid out, it says something else');
  assert.equal(format({ path: file.path, text: once.text }), once, 'laid out twice');
}

export const CONFIG: Target = {
  name: 'config',
  encoding: 'utf8',
  inputs: texts(SEED_FILES, JSON_WORDS),
  runs: 1500,
  check: checkConfig,
};

const CONF_WORDS = [
  '\n',
  '\r',
  '#',
  '[',
  ']',
  '[pve:pending]\n',
  '[snap]\n',
  'description: ',
  'delete: ',
  'snapstate: prepare',
  'lxc.environment.runtime: A=1\n',
  'lxc.cap.drop = x\n',
  'env: a\0b',
  '%0A',
  '%3A',
  '%',
  'tags: \n',
  'memory:',
  'net0: name=eth0,hwaddr=BC:24:11:00:00:01',
  'mp0: a:b,mp=/x',
  'ä',
  '\u2028',
  ' ',
  '	',
  '%C3%A4',
  '%FF',
];

const sections = ({ pending, snapshots, ...current }: GuestConf) => ({
  current,
  pending,
  snapshots: [...snapshots].toSorted(([a], [b]) => (a < b ? -1 : 1)),
});

function checkConf(text: string): void {
  const dropped: string[] = [];
  const conf = parseConf(text, (line) => dropped.push(line));
  // Each line is read once, or told of.
  assert.ok(dropped.every((line) => text.split('\n').includes(line)));
  const written = formatConf(conf);
  const bad: string[] = [];
  const again = parseConf(written, (line) => bad.push(line));
  assert.equal(bad, [], 'what is written cannot be read');
  // What Proxmox does not keep, a description of newlines alone say, is gone after the first time.
  const twice = formatConf(again);
  assert.is(formatConf(parseConf(twice)), twice, 'written again');
  assert.equal(sections(parseConf(twice)), sections(parseConf(formatConf(parseConf(twice)))));
  const bytes = Buffer.byteLength(text);
  // Each byte of a description may need three characters; what is no UTF-8 becomes a character of three bytes.
  assert.ok(written.length <= 9 * bytes + 64, `${written.length} of ${bytes}`);
  parseVmConf(text);
}

const CONFS = recordedConfs();

export const CONF: Target = {
  name: 'conf',
  encoding: 'utf8',
  inputs: texts([...CONFS.slice(0, 200), formatConf(EMPTY_CONF)], CONF_WORDS),
  runs: 1500,
  check: checkConf,
};

const PROPERTY_WORDS = [
  ',',
  '=',
  ';',
  ':',
  '/',
  ' ',
  '\n',
  '\0',
  'name=',
  'volume=',
  'mp=/data',
  'size=8G',
  'size=',
  'acl=1',
  'ro=on',
  'firewall=no',
  'hwaddr=BC:24:11:00:00:01',
  'virtio=BC:24:11:00:00:01',
  '__proto__=1',
  'constructor=1',
  '=',
  ',,',
  '1',
  '8G',
  '1.5T',
  '999999999999T',
  '-1',
  '0x10',
  'Inf',
  'ä',
];

const PROPERTIES = CONFS.flatMap((conf) =>
  [...parseConf(conf).options]
    .filter(([key]) => /^(?:net|mp|rootfs|dev|features)/.test(key))
    .map(([, value]) => value),
);

const sorted = (properties: Properties) =>
  [...properties].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

function checkProperties(text: string): void {
  for (const fields of Object.values(FAMILIES)) {
    try {
      const properties = parsePropertyString(fields, text);
      // Proxmox writes the value of a default key without its name, and so cannot read one with `=` in it again.
      const isLost = Object.entries<PropertyFields[string]>(fields).some(
        ([key, { defaultKey }]) => defaultKey === true && properties.get(key)?.includes('='),
      );
      if (isLost) continue;
      const written = formatPropertyString(fields, properties);
      assert.equal(sorted(parsePropertyString(fields, written)), sorted(properties), written);
      assert.is(formatPropertyString(fields, parsePropertyString(fields, written)), written);
    } catch (error) {
      if (!(error instanceof PropertyStringError)) throw error;
    }
  }
  const bytes = parseSize(text);
  if (bytes !== null) {
    assert.ok(bytes >= 0 && Number.isFinite(bytes), text);
    const rounded = parseSize(formatSize(bytes));
    assert.is(rounded, Math.round(bytes), formatSize(bytes));
  }
}

export const PROPERTY_STRINGS: Target = {
  name: 'property-strings',
  encoding: 'utf8',
  inputs: fc.oneof(
    texts([...new Set(PROPERTIES)].slice(0, 300), PROPERTY_WORDS),
    fc
      .tuple(
        fc.double({ min: 0, max: 1e15, noNaN: true }),
        fc.constantFrom('', 'K', 'M', 'G', 'T', 'GiB', 'g'),
      )
      .map(([size, unit]) => `${size}${unit}`),
  ),
  runs: 2000,
  check: checkProperties,
};

/** Those that Proxmox wrote are written byte for byte. */
export function checkRecordedConfs(): number {
  for (const text of CONFS) {
    const bad: string[] = [];
    assert.is(formatConf(parseConf(text, (line) => bad.push(line))), text);
    assert.equal(bad, []);
  }
  return CONFS.length;
}

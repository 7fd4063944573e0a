/** `phoenix proof` in real containers: a change and a new guest are proved, a broken one is told of, nothing stays behind. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { readProof } from '../../src/proof/exchange.ts';
import type { GuestProof, Proof } from '../../src/proof/proof.ts';
import { type ContainerEstate, containerEstate } from '../support/container-estate.ts';
import { DEBIAN, describeContainers, remainsOf } from '../support/containers.ts';
import { CLI } from '../support/world.ts';

const SUBNET = '10.199.87';

let estate: ContainerEstate;

interface Ran {
  readonly exit: number | null;
  readonly proof: Proof;
  readonly said: string;
}

/** Runs it to its end; `onSaid` sees what was said so far and may signal the process. */
function prove(
  args: readonly string[],
  onSaid: (said: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<Ran> {
  const argv = [CLI, 'proof', ...args, '--json', '--configs', estate.configs];
  return new Promise((resolve, reject) => {
    // A secret that is there must not be read.
    const env = { ...process.env, PROOF_TOKEN: 'the-real-one' };
    const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, said] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      onSaid(said, (signal) => void child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (exit) => {
      const read = readProof(stdout);
      if (read.is === 'proof') resolve({ exit, proof: read.proof, said });
      else reject(new Error(`exit ${exit}: ${read.why}\n${stdout}${said}`));
    });
  });
}

/** Neither on this machine nor in its temporary folder. */
function leftOf(said: string): string[] {
  const [, id = '', dir = ''] = /^Lab (\S+) in (\S+)$/m.exec(said) ?? [];
  assert.is.not(id, '', said);
  return [
    ...remainsOf(id),
    ...(existsSync(dir) ? [dir] : []),
    ...(existsSync(dirname(dir)) ? [dirname(dir)] : []),
  ];
}

const net = (host: number) => ({ bridge: 'vmbr0', ip: `${SUBNET}.${host}/24`, gw: `${SUBNET}.1` });

const health = { note: { exec: ['test', '-s', '/etc/note'], within: '10s' } };

/** A guest of the layer whose note says this. */
const writeOld = (text: string) =>
  estate.write('lxc/old.json', {
    vmid: 951,
    clone: 'layer/base',
    memory: '256M',
    net0: net(101),
    features: { note: { text } },
    health,
  });

const guestIn = ({ guests }: Proof, address: string): GuestProof | undefined =>
  guests.find((one) => one.address === address);

describeContainers('a proof in real containers', (test) => {
  test.before(() => {
    estate = containerEstate('proved');
    const write: ContainerEstate['write'] = (path, value) => estate.write(path, value);
    const nodes = { pve1: { storages: { 'local-zfs': { type: 'zfspool' } } } };
    write('phoenix.json', {
      name: 'lab',
      nodes,
      layers: { vmids: [9000, 9019] },
      binds: { notes: { path: '/tank/notes', owner: 1000 } },
      proof: { placeholders: { 'env:PROOF_TOKEN': 'a-placeholder' } },
      policies: { restarts: { when: 'manual' }, retires: { max: 0 } },
    });
    write('features/note/feature.json', {
      id: 'note',
      version: '1.0.0',
      name: 'note',
      network: false,
      options: { text: { type: 'string', default: 'hello' }, token: { type: 'string', secret: true } },
    });
    write(
      'features/note/install.sh',
      [
        '#!/bin/sh',
        'set -eu',
        '. "$PHX_LIB"',
        'phx_progress "over $(cat /etc/note 2>/dev/null || echo nothing)"',
        'if [ "$TEXT" = broken ]; then echo "the note is broken" >&2; exit 3; fi',
        'if [ "$TEXT" = token ]; then',
        '  [ "$(cat "$TOKEN_FILE")" = a-placeholder ]',
        '  [ "$(stat -c %u /notes)" = 1000 ]',
        'fi',
        'printf "%s\\n" "$TEXT" > /etc/note',
        '',
      ].join('\n'),
    );
    write('features/note/verify.sh', '#!/bin/sh\nset -eu\ngrep -qx "$TEXT" /etc/note\n');
    write('layer/base.json', {
      ostemplate: DEBIAN,
      rootfs: { storage: 'local-zfs', size: '4G' },
      memory: '256M',
      net0: net(11),
      features: { note: { text: 'layer' } },
    });
    writeOld('first');
    estate.commit('One guest of a layer');
  });
  test.after(() => estate.end());

  test('a changed guest is upgraded and made anew, a new one is made of its layer, with what stands for its secret', async () => {
    writeOld('upgraded');
    estate.write('lxc/new.json', {
      vmid: 952,
      clone: 'layer/base',
      memory: '999G',
      net0: net(102),
      dependsOn: ['lxc/old'],
      mounts: { '/notes': 'bind:notes' },
      features: { note: { text: 'token', token: '${secret:env:PROOF_TOKEN}' } },
    });
    estate.write('lxc/card.json', {
      vmid: 953,
      clone: 'layer/base',
      net0: net(103),
      devices: { '/dev/no-such-device': {} },
    });
    const { exit, proof, said } = await prove([]);
    assert.is(exit, 0, said);
    assert.ok(proof.ok);
    const [old, fresh, card] = ['lxc/old', 'lxc/new', 'lxc/card'].map((address) => guestIn(proof, address));
    assert.equal(
      old?.ways.map(({ way, is }) => [way, is]),
      [
        ['upgrade', 'proved'],
        ['new', 'proved'],
      ],
      said,
    );
    assert.match(said, 'lxc/old: note: over first');
    assert.is(said.split('lxc/old: note: over layer').length, 3, said);
    assert.equal(
      fresh?.ways.map(({ way, is }) => [way, is]),
      [['new', 'proved']],
    );
    assert.equal(fresh?.needs, ['layer/base@pve1', 'lxc/old']);
    assert.match(fresh?.notes.join('; ') ?? '', /of 999 GiB memory; an empty folder at \/notes/);
    assert.equal([card?.is, card?.why], ['unproved', 'the device /dev/no-such-device is not here']);
    assert.not.match(said, 'a-placeholder');
    assert.equal(leftOf(said), []);
  });

  test('an install that fails is told of, with its last lines, and fails nobody else', async () => {
    writeOld('broken');
    estate.write('lxc/new.json', null);
    estate.write('lxc/other.json', { vmid: 954, clone: 'layer/base', memory: '256M', net0: net(104) });
    const { exit, proof, said } = await prove(['--no-upgrade']);
    assert.is(exit, 1, said);
    assert.not.ok(proof.ok);
    const failed = guestIn(proof, 'lxc/old')?.ways.find(({ way }) => way === 'new');
    assert.is(failed?.why, 'install note: note: install ended with exit code 3');
    assert.equal(failed?.lines, ['the note is broken']);
    assert.is(guestIn(proof, 'lxc/other')?.is, 'proved', said);
    assert.equal(leftOf(said), []);
  });

  test('stopped by Ctrl-C, it takes everything away', async () => {
    const { exit, proof, said } = await prove(['lxc/other'], (sofar, kill) => {
      if (/install note …/.test(sofar) && !/SIGINT/.test(sofar)) kill('SIGINT');
    });
    assert.is(exit, 1, said);
    assert.is(guestIn(proof, 'lxc/other')?.why, 'the proof was stopped');
    assert.equal(leftOf(said), []);
  });
});

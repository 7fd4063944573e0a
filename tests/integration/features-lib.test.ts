/** lib.sh as scripts of features use it: with this machine's sh, stand-ins for apt and systemd, and a mirror on loopback. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { LIB } from '../../src/features/guest-scripts.ts';
import { sha256 } from '../../src/hash.ts';
import { describe } from '../support/describe.ts';

interface Result {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Bench {
  readonly folder: string;
  readonly program: (name: string, script: string) => void;
  readonly log: () => string;
  readonly run: (script: string, env?: Readonly<Record<string, string>>) => Promise<Result>;
}

function bench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'phx-lib-'));
  for (const name of ['bin', 'tmp', 'units']) mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, 'lib.sh'),
    LIB.replaceAll('/etc/systemd/system', join(folder, 'units')).replace(/sleep "\$\(\(.*\)\)"/g, 'sleep 0'),
  );
  const log = join(folder, 'log');
  writeFileSync(log, '');
  return {
    folder,
    log: () => readFileSync(log, 'utf8'),
    program: (name, script) => {
      writeFileSync(join(folder, 'bin', name), `#!/bin/sh\necho "${name} $*" >>${log}\n${script}\n`);
      chmodSync(join(folder, 'bin', name), 0o755);
    },
    run: (script, env = {}) =>
      new Promise((resolve) => {
        const child = spawn('sh', ['-c', `set -eu; . "$PHX_LIB"; ${script}`], {
          cwd: folder,
          env: {
            PATH: `${join(folder, 'bin')}:/usr/sbin:/usr/bin:/sbin:/bin`,
            PHX_LIB: join(folder, 'lib.sh'),
            PHX_TMP: join(folder, 'tmp'),
            PHX_DOWNLOADS: join(folder, 'downloads'),
            ...env,
          },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let [out, err] = ['', ''];
        child.stdout.on('data', (chunk) => (out += String(chunk)));
        child.stderr.on('data', (chunk) => (err += String(chunk)));
        child.on('close', (code) => resolve({ code, out, err }));
      }),
  };
}

describe('lib.sh', (test) => {
  const benches: Bench[] = [];
  const servers: Server[] = [];
  const fresh = () => {
    benches.push(bench());
    return benches.at(-1) as Bench;
  };
  const serve = async (answer: (url: string, times: number) => [status: number, body: string]) => {
    const times = new Map<string, number>();
    const server = createServer((request, response) => {
      const url = request.url ?? '';
      times.set(url, (times.get(url) ?? 0) + 1);
      const [status, body] = answer(url, times.get(url) ?? 0);
      response.writeHead(status).end(body);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const asked = () => [...times.values()].reduce((sum, one) => sum + one, 0);
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      port: (server.address() as AddressInfo).port,
      asked,
    };
  };
  test.after(() => {
    for (const { folder } of benches) rmSync(folder, { recursive: true, force: true });
    for (const server of servers) server.close();
  });

  test('phx_write writes whole, keeps what is there, and tells a change', async () => {
    const { run, folder } = fresh();
    const write = (text: string, mode = '') =>
      `printf '%s' '${text}' >in; phx_write sub/file ${mode} <in; echo $PHX_CHANGED`;
    assert.is((await run(write('one'))).out, '1\n');
    const file = join(folder, 'sub/file');
    assert.is(statSync(file).mode & 0o777, 0o644);
    const before = statSync(file).mtimeMs;
    assert.is((await run(write('one'))).out, '0\n');
    assert.is(statSync(file).mtimeMs, before);
    assert.is((await run(write('one', '600'))).out, '1\n');
    assert.is((await run(write('two'))).out, '1\n');
    assert.is(statSync(file).mode & 0o777, 0o600, 'the mode is kept');
    assert.is(readFileSync(file, 'utf8'), 'two');
    assert.is((await run(`${write('three')}; ${write('three')}`)).out, '1\n1\n', 'once changed, changed');
    assert.equal(spawnSync('ls', ['-A', join(folder, 'sub')], { encoding: 'utf8' }).stdout, 'file\n');
  });

  test('phx_expect_file tells another text or mode, and leaves nothing', async () => {
    const { run, folder } = fresh();
    writeFileSync(join(folder, 'file'), 'one\ntwo\n');
    const expect = (text: string, more = '') =>
      run(`printf '${text}' | phx_expect_file file ${more}; echo same`);
    assert.is((await expect('one\\ntwo\\n', '644')).out, 'same\n');
    assert.is((await expect('one\\ntwo\\n\\n')).out, 'same\n');
    for (const other of ['one\\n', '\\none\\ntwo\\n', '']) {
      const { code, out } = await expect(other);
      assert.equal([code, out], [10, 'file is not as it was written\n'], other);
    }
    assert.is((await expect('one\\ntwo\\n', '600')).out, 'file has another mode than 600\n');
    assert.is((await run('phx_expect_file missing </dev/null')).code, 10);
    assert.equal(readdirSync(join(folder, 'tmp')), []);
  });

  test('phx_secret, phx_event and phx_progress', async () => {
    const { run, folder } = fresh();
    writeFileSync(join(folder, 'secret'), 'a\nb');
    const env = { HF_TOKEN_FILE: join(folder, 'secret') };
    assert.equal(await run('phx_secret hf-token', env), { code: 0, out: 'a\nb', err: '' });
    const missing = await run('phx_secret other', env);
    assert.equal([missing.code, missing.err], [2, 'phx_secret: there is no secret option "other"\n']);
    const told = await run(`phx_progress 'two\nlines'; phx_event version '1 2'`);
    assert.is(told.out, '::phx progress two lines\n::phx event version 1 2\n');
    assert.is((await run(`phx_event 'a b' x`)).code, 2);
  });

  test('phx_unit restarts only what changed', async () => {
    const { run, log, folder, program } = fresh();
    program('systemctl', '');
    const unit = (text: string, name = 'app') => `printf '%s' '${text}' >in; phx_unit ${name} <in`;
    assert.is((await run(unit('[Service]'))).code, 0);
    assert.ok(existsSync(join(folder, 'units/app.service')));
    const first =
      'systemctl daemon-reload\nsystemctl enable --quiet app.service\nsystemctl restart app.service\n';
    assert.is(log(), first);
    assert.is((await run(unit('[Service]'))).code, 0);
    const second = 'systemctl enable --quiet app.service\nsystemctl start app.service\n';
    assert.is(log(), first + second);
    assert.is((await run(`PHX_CHANGED=1; ${unit('[Service]')}; echo $PHX_CHANGED`)).out, '1\n');
    assert.is(log(), first + second + second, 'another change is no change of the unit');
    assert.is((await run(unit('[Timer]', 'app.timer'))).code, 0);
    assert.ok(existsSync(join(folder, 'units/app.timer')));
  });

  test('phx_apt_install does nothing when all is there, and updates the lists once in a run', async () => {
    const { run, log, program, folder } = fresh();
    const installed = join(folder, 'installed');
    writeFileSync(installed, 'curl\n');
    program('dpkg-query', `grep -qx "$3" ${installed} && printf 'ii '`);
    program('apt-get', `case " $* " in *' install '*) printf 'nginx\\njq\\n' >>${installed} ;; esac`);
    assert.is((await run('phx_apt_install curl')).code, 0);
    assert.not.match(log(), /apt-get/);
    assert.is(
      (await run('phx_apt_install curl nginx; phx_apt_install jq nginx; phx_apt_install missing')).code,
      0,
    );
    const calls = log().match(/^apt-get .*$/gm) ?? [];
    assert.equal(
      calls.map((line) => line.replace(/.*-o \S+ (?=update|install)/, '')),
      [
        'update',
        'install --no-install-recommends -- curl nginx',
        'install --no-install-recommends -- missing',
      ],
    );
    assert.ok(calls.every((line) => line.includes('DPkg::Lock::Timeout=600')));
  });

  test('phx_apt_install mends packages that were left half installed, and no other failure', async () => {
    const { run, log, program, folder } = fresh();
    program('dpkg-query', 'exit 1');
    program('dpkg', 'exit 1');
    const mended = join(folder, 'mended');
    program(
      'apt-get',
      `case " $* " in
        *' --fix-broken '*) touch ${mended} ;;
        *' missing '*) exit 100 ;;
        *' install '* | *' check '*) [ -e ${mended} ] || exit 100 ;;
      esac`,
    );
    const { code, err } = await run('phx_apt_install nginx');
    assert.is(code, 0);
    assert.match(err, /half installed/);
    assert.match(log(), /^dpkg --configure -a/m);
    assert.is((await run('phx_apt_install missing')).code, 100);
    assert.is((log().match(/ --fix-broken /g) ?? []).length, 1);
  });

  test('phx_apt_install tries the lists again, and not for ever', async () => {
    const { run, log, program } = fresh();
    program('dpkg-query', 'exit 1');
    program('apt-get', `case " $* " in *' update '*) exit 100 ;; esac`);
    const { code, err } = await run('phx_apt_install nginx');
    assert.is(code, 1);
    assert.match(err, /apt-get update failed/);
    assert.is((log().match(/ update$/gm) ?? []).length, 8);
  });

  for (const client of ['curl', 'wget']) {
    const there = spawnSync(client, ['--version']).error === undefined;
    const run = async () => {
      const { run, folder, program } = fresh();
      // The other one is not there.
      const other = client === 'curl' ? 'wget' : 'curl';
      program(other, 'exit 77');
      const mirror = await serve((url, times) => {
        if (url === '/flaky' && times < 3) return [503, 'busy'];
        if (url === '/gone') return [404, 'not here'];
        return [200, url === '/wrong' ? 'something else' : 'the file'];
      });
      const sum = sha256('the file');
      const list = ['good', 'flaky', 'gone', 'wrong'].map((name) => `${name} ${sum} ${mirror.url}/${name}\n`);
      writeFileSync(join(folder, 'downloads'), list.join(''));
      const hidden = `command() { [ "$2" != ${other} ] && [ -x "/usr/bin/$2" ]; }; `;
      assert.equal((await run(`${hidden}phx_download good sub/file`)).code, 0);
      assert.is(readFileSync(join(folder, 'sub/file'), 'utf8'), 'the file');
      assert.is(mirror.asked(), 1);
      assert.is((await run(`${hidden}phx_download good sub/file`)).code, 0);
      assert.is(mirror.asked(), 1, 'what is there is not fetched');
      assert.is((await run(`${hidden}phx_download flaky flaky`)).code, 0);
      const gone = await run(`${hidden}phx_download gone gone`);
      assert.equal([gone.code, existsSync(join(folder, 'gone'))], [1, false]);
      writeFileSync(join(folder, 'wrong'), 'as it was');
      const wrong = await run(`${hidden}phx_download wrong wrong`);
      assert.is(wrong.code, 1);
      assert.match(wrong.err, /another checksum than the manifest says/);
      assert.is(readFileSync(join(folder, 'wrong'), 'utf8'), 'as it was');
      assert.match((await run('phx_download other x')).err, /manifest has no download "other"/);
      assert.is(
        spawnSync('sh', ['-c', 'ls -A | grep phx-part'], { cwd: folder, encoding: 'utf8' }).stdout,
        '',
      );
    };
    if (there) test(`phx_download by ${client}: checked, tried again, whole or not at all`, run);
    else test.skip(`phx_download by ${client}: checked, tried again, whole or not at all`, run);
  }

  const port = async () => {
    const { run } = fresh();
    const { port } = await serve(() => [200, '']);
    assert.is((await run(`phx_wait_port ${port} 5`)).code, 0);
    const closed = await run('phx_wait_port 1 0');
    assert.equal([closed.code, closed.err], [1, 'nothing listens on port 1 after 0 seconds\n']);
  };
  if (process.platform === 'linux') test('phx_wait_port sees who listens', port);
  else test.skip('phx_wait_port sees who listens', port);
});

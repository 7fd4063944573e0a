/** The trace of a run of the built action: what it says of the run on GitHub, and where it is told. */
import * as assert from 'uvu/assert';
import { describe } from '../support/describe.ts';
import { otlpReceiver } from '../support/otlp-receiver.ts';
import { withWorld } from '../support/world.ts';

describe('the trace of a plan on GitHub', (test) => {
  test('names the run, and the requests to GitHub without what they are about', () =>
    withWorld(
      async (world) => {
        const receiver = await otlpReceiver();
        try {
          const pull = await world.propose('more', {
            'lxc/db.json': {
              vmid: 102,
              ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
              rootfs: { storage: 'local', size: '4G' },
            },
          });
          const job = await world.plan(pull, 'opened', {
            env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_METRICS_EXPORTER: 'none' },
          });
          assert.is(job.exitCode, 0, job.stdout + job.stderr);
          const run = receiver.spans.find(({ attributes }) => attributes['phoenix.span'] === 'run');
          assert.is(run?.name, 'phoenix plan');
          assert.is(run?.parent, '');
          const { attributes = {}, trace = '' } = run ?? {};
          const [owner, repo] = [attributes['vcs.owner.name'], attributes['vcs.repository.name']];
          assert.equal(
            Object.fromEntries(
              Object.entries(attributes).filter(([name]) => !/run\.id|url\.full|revision/.test(name)),
            ),
            {
              'phoenix.span': 'run',
              'vcs.provider.name': 'github',
              'vcs.owner.name': owner,
              'vcs.repository.name': repo,
              'vcs.change.id': String(pull.number),
              'vcs.ref.head.name': 'more',
              'vcs.ref.base.name': 'main',
              'cicd.pipeline.name': 'phoenix',
              'cicd.pipeline.task.name': 'phoenix',
              'phoenix.github.event': 'pull_request',
              'phoenix.github.run_attempt': 1,
              'phoenix.github.actor': 'alice',
            },
          );
          assert.match(
            String(attributes['cicd.pipeline.run.url.full']),
            `/${String(owner)}/${String(repo)}/actions/runs/`,
          );
          assert.match(String(attributes['vcs.ref.head.revision']), /^[0-9a-f]{40}$/);
          assert.match(job.stdout, `trace ${trace}`);
          assert.match(job.summary, `Trace of this run: \`${trace}\``);
          const requests = receiver.spans.filter((span) => span.attributes['phoenix.span'] === 'request');
          const comment = requests.find(
            ({ name }) => name === 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
          );
          assert.is(comment?.kind, 'SPAN_KIND_CLIENT');
          assert.is(comment?.attributes['http.response.status_code'], 201);
          assert.is(comment?.attributes['http.request.method'], 'POST');
        } finally {
          await receiver.close();
        }
      },
      {
        'phoenix.json': { name: 'lab', nodes: { pve1: {} } },
        'lxc/web.json': {
          vmid: 101,
          ostemplate: 'local:vztmpl/debian-12-standard_12.12-1_amd64.tar.zst',
          rootfs: { storage: 'local', size: '4G' },
        },
      },
    ));
});

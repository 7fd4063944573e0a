/**
 * What traces call what a signal says: names of OpenTelemetry's semantic conventions where there is one, and `phoenix.*`
 * where there is none. docs/traces.md shows this table.
 */

export interface AttributeName {
  readonly name: string;
  readonly about: string;
}

/** By the short names of `Fields`. */
export const ATTRIBUTES: Readonly<Record<string, AttributeName>> = {
  span: { name: 'phoenix.span', about: 'what the span is about: `run`, `phase`, `resource`, `step` …' },
  run: { name: 'phoenix.run.id', about: 'names the run, as in journals and logs' },
  address: { name: 'phoenix.address', about: 'the resource, such as `lxc/web`' },
  step: { name: 'phoenix.step.id', about: 'the step, as in plans and journals' },
  node: { name: 'phoenix.node', about: 'the node that it is done on' },
  vmid: { name: 'phoenix.vmid', about: "the guest's number" },
  estate: { name: 'phoenix.estate', about: 'whose lock is waited for' },
  outcome: { name: 'phoenix.outcome', about: 'how a resource, step or feature ended' },
  note: { name: 'phoenix.note', about: 'what a step that was done has to say' },
  feature: { name: 'phoenix.feature.id', about: 'a feature in a guest' },
  script: { name: 'phoenix.feature.script', about: '`check`, `install`, `verify` or `remove`' },
  why: { name: 'phoenix.why', about: 'why something was left, tried again or restarted' },
  ms: { name: 'phoenix.duration_ms', about: 'milliseconds, as counted where it ran' },
  text: { name: 'phoenix.text', about: 'a line that was printed, or what is being done' },
  key: { name: 'phoenix.fact.key', about: 'of a fact that a script told by `phx_event`' },
  value: { name: 'phoenix.fact.value', about: 'of the same' },
  files: { name: 'phoenix.files', about: 'which files were read' },
  timedOut: { name: 'phoenix.timed_out', about: 'set where a time limit ended it' },
  code: { name: 'phoenix.error.code', about: 'of an error that a log tells of, such as `REFUSED`' },
  provider: { name: 'phoenix.secret.provider', about: 'where secrets are read from' },
  count: { name: 'phoenix.count', about: 'how many were asked for together' },
  argv: { name: 'process.command_args', about: 'the command, secrets taken out' },
  exit: { name: 'process.exit.code', about: 'of a command or script' },
  path: { name: 'file.path', about: 'the file that is written' },
  method: { name: 'http.request.method', about: 'of a request' },
  status: { name: 'http.response.status_code', about: 'of its answer' },
  route: { name: 'url.template', about: 'what is asked for, without what it is about' },
  server: { name: 'server.address', about: 'who is asked' },
  trigger: { name: 'phoenix.github.event', about: 'the event that started the workflow' },
  attempt: { name: 'phoenix.github.run_attempt', about: 'how often the run was started' },
  actor: { name: 'phoenix.github.actor', about: 'who started it: the login' },
  workflow: { name: 'cicd.pipeline.name', about: 'the workflow' },
  pipelineRun: { name: 'cicd.pipeline.run.id', about: "GitHub's id of the run" },
  pipelineUrl: { name: 'cicd.pipeline.run.url.full', about: 'its page' },
  pipelineTask: { name: 'cicd.pipeline.task.name', about: 'the job' },
  forge: { name: 'vcs.provider.name', about: '`github`' },
  owner: { name: 'vcs.owner.name', about: 'of the repository' },
  repository: { name: 'vcs.repository.name', about: 'without its owner' },
  repositoryUrl: { name: 'vcs.repository.url.full', about: 'its page' },
  ref: { name: 'vcs.ref.head.name', about: 'the branch, or that of the pull request' },
  commit: { name: 'vcs.ref.head.revision', about: 'the commit' },
  baseRef: { name: 'vcs.ref.base.name', about: 'where the pull request goes' },
  pull: { name: 'vcs.change.id', about: 'the number of the pull request' },
};

/** Of the process, on every trace and metric. */
export const RESOURCE: Readonly<Record<string, string>> = {
  'service.name': '`phoenix`, unless `OTEL_SERVICE_NAME` or `OTEL_RESOURCE_ATTRIBUTES` says otherwise',
  'service.version': 'of Phoenix',
  'host.name': 'where Phoenix runs',
  'host.arch': 'its architecture',
  'os.type': '`linux`',
  'process.pid': 'of this process',
  'process.executable.name': '`node`',
  'process.runtime.name': '`nodejs`',
  'process.runtime.version': 'of Node',
};

/** What fails is told by these besides its status. */
export const FAILURES: Readonly<Record<string, string>> = {
  'error.type': 'the code of the error, such as `NODE_UNREACHABLE`, or the exit code',
  'exception.type': 'of the event `exception`: the code of the error',
  'exception.message': 'of the same: what went wrong',
};

/** What the table does not know is `phoenix.` and its own name. */
export function attributeName(field: string): string {
  const known = Object.hasOwn(ATTRIBUTES, field) ? ATTRIBUTES[field] : undefined;
  return known?.name ?? `phoenix.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

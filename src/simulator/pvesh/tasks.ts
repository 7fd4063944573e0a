/** `/nodes/N/tasks`: ended tasks, their status and log. A pvesh task that failed is found here only. */
import type { Json } from '../../json.ts';
import { badParameter, die } from '../failure.ts';
import { endedTasks, parseUpid, taskLog, taskStatus } from '../tasks.ts';
import { type ApiCall, count, flag, type Route, route, text } from './route.ts';

function taskOf({ values }: ApiCall) {
  return parseUpid(values.get('upid') ?? '') ?? badParameter('upid', 'unable to parse worker upid');
}

function list({ session, values }: ApiCall): Json {
  const [vmid, type] = [values.get('vmid'), values.get('typefilter')];
  const limit = Number(values.get('limit') ?? 50);
  return endedTasks(session.host)
    .filter(({ node }) => node === session.node.name)
    .filter(({ id }) => vmid === undefined || id === vmid)
    .filter((task) => type === undefined || task.type === type)
    .filter(({ status }) => values.get('errors') !== '1' || !/^(?:OK|WARNINGS: \d+)$/.test(status))
    .slice(Number(values.get('start') ?? 0))
    .slice(0, limit)
    .map((task): Json => ({ ...task }));
}

function status(call: ApiCall): Json {
  const task = taskOf(call);
  const state = taskStatus(call.session.host, task.upid) ?? die('no such task');
  return state === 'running'
    ? { ...task, status: 'running' }
    : { ...task, status: 'stopped', exitstatus: state };
}

function log(call: ApiCall): Json {
  const lines = taskLog(call.session.host, taskOf(call).upid) ?? die('no such task');
  const start = Number(call.values.get('start') ?? 0);
  const limit = Number(call.values.get('limit') ?? 50);
  return lines.slice(start, start + limit).map((line, index): Json => ({ n: start + index + 1, t: line }));
}

const TASKS = '/nodes/{node}/tasks';

export const taskRoutes: readonly Route[] = [
  route(
    'get',
    TASKS,
    {
      limit: count,
      start: count,
      vmid: count,
      errors: flag,
      typefilter: text,
      source: text,
      since: count,
      until: count,
      statusfilter: text,
      userfilter: text,
    },
    list,
  ),
  route('get', `${TASKS}/{upid}/status`, {}, status),
  route('get', `${TASKS}/{upid}/log`, { limit: count, start: count }, log),
];

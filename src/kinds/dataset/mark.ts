/**
 * The marker of a dataset: the user property `phoenix:mark`, which goes with it when it is renamed. A child inherits it
 * and a copy receives it, so only one that was set on the dataset itself counts.
 */
import { z } from 'zod';
import { canonical } from '../../json.ts';
import type { Id } from '../kind.ts';
import type { Mark } from '../seen.ts';
import type { NodeName } from '../step.ts';
import { MARK_PROPERTY, type Properties } from './zfs-reading.ts';

const schema = z.strictObject({
  estate: z.string(),
  env: z.string().nullable(),
  address: z.string().regex(/^[a-z]+\/[A-Za-z0-9][A-Za-z0-9._@-]{0,160}$/),
  id: z.string(),
  commit: z
    .string()
    .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
    .nullable()
    .catch(null),
  config: z.string(),
  phoenix: z.string(),
  retired: z.iso.datetime().optional().catch(undefined),
  owed: z.array(z.string()).optional(),
  was: z.record(z.string(), z.string().nullable()).optional().catch(undefined),
});

export const idOfDataset = (node: NodeName, dataset: string): Id => `dataset:${node}:${dataset}`;

/** The value of the property. */
export function formatMark(mark: Mark): string {
  const { estate, env, address, id, commit, config, phoenix, retired, owed = [], was } = mark;
  return canonical({
    estate,
    env,
    address,
    id,
    commit,
    config,
    phoenix,
    ...(retired === undefined ? {} : { retired }),
    ...(owed.length > 0 ? { owed: [...owed] } : {}),
    ...(was === undefined ? {} : { was: { ...was } }),
  });
}

function parsed(text: string): z.infer<typeof schema> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Null: there is none of its own, or it cannot be read. */
export function markIn(properties: Properties, name = MARK_PROPERTY): Mark | null {
  const own = properties.get(name);
  const mark = own?.source === 'local' ? parsed(own.value) : null;
  if (!mark) return null;
  const { retired, owed, was, ...rest } = mark;
  return {
    ...rest,
    ...(retired === undefined ? {} : { retired }),
    ...(owed ? { owed } : {}),
    ...(was ? { was } : {}),
  };
}

const RETIRED = '.phoenix-retired-';

/** What a dataset is called while it is retired: beside where it was, so that it keeps what it inherits. */
export function retiredName(dataset: string, retired: string): string {
  return `${dataset}${RETIRED}${retired.replaceAll(/\D/g, '').slice(0, 14)}`;
}

export const isRetiredName = (dataset: string, home: string): boolean =>
  dataset.startsWith(`${home}${RETIRED}`);

/** It is retired, or on its way: then its marker keeps what is to be brought back. */
export const isGoing = ({ retired, was }: Mark): boolean => retired !== undefined || was !== undefined;

/** What is installed in a container: features of the old library as features of this one. Pure. */
import { isObject, type JsonObject } from '../../json.ts';
import type { Draft, World } from './draft.ts';
import { type Guest, lineOf, read } from './guests.ts';
import { dropEmpty } from './handler.ts';
import { has, type Options, put } from './installed.ts';
import { entriesOf, pctOption } from './options.ts';
import { role } from './portainer.ts';
import { shownValue } from './secret.ts';
import { type Found, textIn } from './source.ts';
import { dropVllm, engineParts, putVllm } from './vllm.ts';

/** What base_setup installed. */
const BASE = ['ca-certificates', 'curl', 'git', 'gnupg', 'htop', 'jq', 'rsync', 's-tui', 'vim', 'wget'];

const PYTHON = ['python3', 'python3-pip', 'python3-venv'];

const LOCALE = 'en_US.UTF-8';

/** Names of the old library that are called otherwise here. */
const RENAMED: Readonly<Record<string, string>> = {
  base_setup: 'base',
  python_api_service: 'base',
  step_ca: 'step-ca',
  dns_server: 'dnsmasq',
};

const renamed = (name: string): string => (Object.hasOwn(RENAMED, name) && RENAMED[name]) || name;

/** Servers: a layer is an image, which runs none. */
const SERVERS: ReadonlySet<string> = new Set([
  'vllm',
  'ollama',
  'portainer',
  'step-ca',
  'dnsmasq',
  'traefik',
]);

/** Of the old library, without a counterpart. */
const WITHOUT: Readonly<Record<string, string>> = {
  step_cli: 'the feature ca-trust or traefik gets certificates in another way',
  trusted_ca:
    'the feature ca-trust does it, and needs the certificate: "features": { "ca-trust": { "files": […] } }',
  nat_gateway: 'a router for others is none of the library; write a feature of your own',
  docker_proxy: 'it was for virtual machines',
  template: 'it was for virtual machines',
};

/** Names of features, as the old tool read them: a list, or in its first days the flags of Proxmox. */
function namesIn(draft: Pick<Draft, 'read'>): readonly Found[] {
  const found = draft.read('features');
  return found ? entriesOf(found) : [];
}

/** Names of the old library that its images have. */
function broughtBy(world: World, line: readonly Guest[]): ReadonlySet<string> {
  const images = line.filter(({ isLayer }) => isLayer);
  const found = images.flatMap((one) => namesIn({ read: (key) => read(world.source, one, key) }));
  const names = found.flatMap(({ value }) => textIn(value).split(',')).map((name) => name.trim());
  return new Set(names.filter((name) => !SERVERS.has(renamed(name))));
}

export function putSoftware(draft: Draft): void {
  const { guest, world } = draft;
  const [, ...line] = lineOf(world.guests, guest);
  const brought = broughtBy(world, line);
  const names = namesIn(draft);
  const found = draft.read('features');
  if (found && names.length === 0) dropEmpty(draft, found);
  for (const one of names) feature(draft, one, brought);
  // A clone has what the containers on the way to its image have; here it is not made from them.
  for (const passed of line.filter(({ isLayer }) => !isLayer)) {
    for (const one of namesIn({ read: (key) => read(world.source, passed, key) }))
      feature(draft, one, brought);
  }
  const gpus = isObject(draft.value['gpus']) && !guest.isLayer;
  if (typeof found?.value === 'string') ofFirstDays(draft, gpus);
  if (gpus && (brought.has('nvidia') || has(draft, 'nvidia')) && nvidiaFits(world)) put(draft, 'nvidia', {});
  role(draft);
  vllm(draft);
  if (has(draft, 'ollama')) ollama(draft);
  needs(draft);
  askSecrets(draft);
}

/** Features that cannot be without a secret, and the option that is one: they are refused until the vault has it. */
export function waitingIn({ world, value, guest }: Draft): (readonly [id: string, option: string])[] {
  const features = isObject(value['features']) ? Object.entries(value['features']) : [];
  if (guest.isLayer) return [];
  return features.flatMap(([id, given]) =>
    Object.entries(world.features.get(id)?.options ?? {}).flatMap(([option, { secret, required }]) => {
      const isMissing = secret && required && !(isObject(given) && given[option] !== undefined);
      return isMissing ? [[id, option] as const] : [];
    }),
  );
}

/** What to write once the vault has it is told. */
function askSecrets(draft: Draft): void {
  for (const [id, option] of waitingIn(draft)) {
    const line = `"features": { "${id}": { "${option}": "\${secret:${id}/${option}}" } }`;
    draft.world.findings.assumed.push(
      `${draft.guest.address} has no ${id} yet, since no file may say its ${option}: phoenix vault set ${id}/${option}, then write ${line}.`,
    );
  }
}

/** Before there were features, a card installed its driver, and the name of a model vLLM. */
function ofFirstDays(draft: Draft, gpus: boolean): void {
  if (draft.guest.isLayer) return;
  const implied = [
    ...(gpus && nvidiaFits(draft.world) ? ['nvidia'] : []),
    ...(draft.read('vllm_model') ? ['vllm'] : []),
  ].filter((id) => draft.world.features.has(id) && !has(draft, id));
  for (const id of implied) {
    put(draft, id, {});
    draft.world.findings.assumed.push(
      `${draft.guest.address} has ${id}: in the first days ${id === 'vllm' ? 'the name of a model' : 'a card'} was what installed it.`,
    );
  }
}

function feature(draft: Draft, one: Found, brought: ReadonlySet<string>): void {
  const { guest, world } = draft;
  const said = textIn(one.value).trim();
  const id = renamed(said);
  if (said.includes('=')) {
    pctOption(draft, one);
    return;
  }
  const without = Object.hasOwn(WITHOUT, said);
  if (without || !world.features.has(id)) {
    const why = (without && WITHOUT[said]) || 'neither library has such a feature';
    draft.drop(one, why);
    if (!without) draft.mistake(one, `the feature ${JSON.stringify(shownValue(world.secrets, one))}: ${why}`);
    return;
  }
  if (id === 'nvidia' && !nvidiaFits(world)) {
    draft.drop(
      one,
      `the feature nvidia is for the driver ${driverOf(world)}, and the host has ${world.driver ?? 'none that is told'}`,
    );
    return;
  }
  if (guest.isLayer && SERVERS.has(id)) {
    draft.drop(one, 'a layer runs no server: the guests that are made from it say what they run');
    return;
  }
  if (brought.has(said)) {
    draft.same(['features', id], one, 'its layer has it');
    if (id === 'nvidia') draft.mistake(one, 'installs nvidia again, which its image has');
    return;
  }
  if (id === 'vllm') {
    draft.same(['features', 'vllm'], one);
    draft.value['features'] = { ...(draft.value['features'] as object), vllm: {} };
    return;
  }
  put(draft, id, optionsOf(said, world));
  draft.same(['features', id], one);
}

function optionsOf(name: string, world: World): Options {
  const zone = textIn(world.source.host['timezone']);
  if (name === 'python_api_service') return { packages: PYTHON };
  if (name !== 'base_setup') return {};
  return { packages: BASE, ...(zone === '' ? {} : { timezone: zone }), locale: LOCALE };
}

const driverOf = (world: World): string =>
  textIn(world.features.get('nvidia')?.requires.host['nvidia.driver']);

/** The feature is for one version of the host's driver. */
function nvidiaFits(world: World): boolean {
  return world.features.has('nvidia') && world.driver === driverOf(world);
}

function vllm(draft: Draft): void {
  engineParts(draft);
  if (!has(draft, 'vllm')) {
    dropVllm(
      draft,
      draft.guest.isLayer ? 'a layer runs no server' : 'the container does not have the feature vllm',
    );
    return;
  }
  if (putVllm(draft)) return;
  const { vllm: _, ...rest } = draft.value['features'] as JsonObject;
  draft.value['features'] = rest;
  dropVllm(draft, 'no model is named');
  const found = namesIn(draft).find(({ value }) => textIn(value) === 'vllm');
  if (found) {
    draft.drop(found, 'no model is named, without which vLLM serves nothing');
    draft.mistake(found, 'has vLLM, and names no model');
  }
}

/** A mount for its models is where they are. */
function ollama(draft: Draft): void {
  const mounts = isObject(draft.value['mounts']) ? Object.keys(draft.value['mounts']) : [];
  const models = mounts.find((path) => /ollama/i.test(path));
  if (models !== undefined) put(draft, 'ollama', { models });
}

/** Features refuse a guest without what they need; the old tool found that out by trying. */
function needs(draft: Draft): void {
  const { features } = draft.world;
  const ids = isObject(draft.value['features']) ? Object.keys(draft.value['features']) : [];
  const all = new Set(ids);
  for (const id of all) for (const other of Object.keys(features.get(id)?.dependsOn ?? {})) all.add(other);
  const wanting = [...all].find((id) => features.get(id)?.requires.guest.nesting === true);
  if (wanting === undefined || draft.value['nesting'] === true) return;
  draft.value['nesting'] = true;
  if (all.has('docker') && draft.value['keyctl'] === undefined) draft.value['keyctl'] = true;
  draft.mistake(
    draft.read('pct_options') ?? draft.read('features') ?? draft.guest.own,
    `${wanting} needs nesting; it is added here`,
  );
}

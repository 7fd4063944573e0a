/**
 * The files of the bash tool that Phoenix replaces become the tree of an estate, with an account of every value of theirs
 * and a proof that every container is what it was. Pure: reading and writing files is the command's.
 */
import { LOCK_FILE } from '../../config/entries.ts';
import { loadEstate } from '../../config/estate.ts';
import type { Estate, SourceFile } from '../../config/model.ts';
import { errorsIn, type Finding } from '../../errors.ts';
import type { Shipped } from '../../features/estate-features.ts';
import { readLibrary } from '../../features/library.ts';
import { formatLock, updateLock } from '../../features/lock-file.ts';
import { usersOf } from '../../features/uses.ts';
import { type Json, isObject, type JsonObject, pointer } from '../../json.ts';
import { kinds } from '../../kinds/registry.ts';
import { checkRules } from '../../rules/check/check.ts';
import { VERSION } from '../../version.ts';
import type { AuthoredFiles, Whole } from '../authored.ts';
import { factor } from '../factor.ts';
import { withSchemaLines } from '../schema-line.ts';
import { textsOf } from '../text.ts';
import { BASICS } from './basics.ts';
import { type Draft, draftOf, type World } from './draft.ts';
import { DROPPED, FILES_LATER, LATER, ROOT_DROPPED } from './elsewhere.ts';
import { archiveOf, type Guest, guestsOf, lineOf, read } from './guests.ts';
import { HEALTH } from './health.ts';
import { settingsOf } from './host.ts';
import { driverOf } from './host/read.ts';
import type { Named } from './host/say.ts';
import { storagesOf } from './host/storages.ts';
import { type Entry, entriesOf } from './ledger.ts';
import { mistakesIn } from './mistakes.ts';
import { OPTIONS } from './options.ts';
import { type Proof, prove } from './proof.ts';
import { SOFTWARE } from './scripts.ts';
import { putSoftware } from './software.ts';
import {
  type Findings,
  flagIn,
  membersOf,
  type Mistake,
  readSource,
  type Role,
  SOURCE_FILES,
} from './source.ts';
import { concealed, hidesIn, type Secrets, secretsOf } from './secret.ts';
import { settle, withoutTexts } from './settle.ts';
import { sharedMounts, STORAGE } from './storage.ts';

export interface MigrateInput {
  /** Texts of the files, by what they are. */
  readonly texts: ReadonlyMap<Role, string>;
  readonly named: Named;
  readonly shipped: Shipped;
}

export interface Migration {
  /** Texts by path below `configs/`. */
  readonly files: ReadonlyMap<string, string>;
  readonly entries: readonly Entry[];
  readonly mistakes: readonly Mistake[];
  readonly assumed: readonly string[];
  /** Entries that the vault needs, and where the source has their values. */
  readonly secrets: ReadonlyMap<string, string | null>;
  readonly proof: Proof;
  /** The tree as it will be loaded; entries of the vault that are to be set are no findings. */
  readonly estate: Estate;
  /** Where a value stands now: a file, by resource and path. */
  readonly authored: AuthoredFiles;
  /** Values of the source that are never shown. */
  readonly hidden: Secrets;
}

/** @throws PhoenixError `CONFIG_INVALID` where the files cannot be read */
export function migrate({ texts, named, shipped }: MigrateInput): Migration {
  const { source, remarks } = readSource(texts);
  const findings: Findings = { claims: [], mistakes: [], assumed: [], secrets: new Map() };
  for (const { message, at } of remarks) {
    const role = [...texts.keys()].find((one) => at?.file === SOURCE_FILES[one]) ?? 'lxc';
    findings.mistakes.push({ role, pointer: '', text: `${message} (line ${at?.line ?? 1})` });
  }
  const library = readLibrary({ own: new Map(), shipped: shipped() });
  const world: World = {
    source,
    guests: guestsOf(source, findings),
    findings,
    features: new Map([...library.features].map(([id, { manifest }]) => [id, manifest])),
    storages: new Map([...storagesOf(source)].map(([name, { content }]) => [name, content])),
    binds: new Map(),
    driver: driverOf(source),
    secrets: secretsOf(source),
  };
  const drafts = [...world.guests.values()].map((guest) => drafted(world, guest));
  const settings = settingsOf({ ...world, named, values: drafts.map(({ value }) => value) });
  rest(world);
  const alone = new Map(
    drafts.map(({ guest, value }): [string, JsonObject] => [`${guest.address}.json`, value]),
  );
  const values = settle(
    withoutTexts(new Map([...alone, ['phoenix.json', settings]]), hidesIn(world.secrets), findings),
    findings,
    (written) => errorsIn(loaded(written, shipped).findings).filter(({ id }) => !LATER_ERRORS.has(id)),
    (value) => complete(value, world),
  );
  forgetLost(world, values);
  const authored = authoredOf(world, values);
  const files = pinned(textsOf(withSchemaLines(authored)), shipped);
  const estate = checkRules(loaded(files, shipped), { base: null });
  findings.mistakes.push(...mistakesIn(world));
  const shown = (text: string): string => concealed(world.secrets, text);
  return {
    files,
    entries: entriesOf(source, findings.claims).map((one) => ({ ...one, why: shown(one.why) })),
    mistakes: inOrder(findings.mistakes).map((one) => ({ ...one, text: shown(one.text) })),
    assumed: findings.assumed.map(shown),
    secrets: findings.secrets,
    proof: prove(world, withEveryLayer(files, estate, shipped)),
    estate: { ...estate, findings: estate.findings.filter((one) => !isToBeSet(one, findings)) },
    authored,
    hidden: world.secrets,
  };
}

const MISSING_SECRET = 'PHX921';
/** That a feature is not pinned is mended at the end, and that a secret is not in the vault by its owner. */
const LATER_ERRORS: ReadonlySet<string> = new Set([MISSING_SECRET, 'PHX733']);

const isToBeSet = ({ id, message }: Finding, { secrets }: Findings): boolean =>
  id === MISSING_SECRET && [...secrets.keys()].some((name) => message.includes(name));

/** In this order: what is mounted first keeps its place, and what is installed depends on what is there. */
const FIRST = { ...BASICS, ...OPTIONS };
const THEN = {
  mount_points: STORAGE['mount_points'],
  volumes: STORAGE['volumes'],
  zfs_volumes: STORAGE['zfs_volumes'],
  id_maps: STORAGE['id_maps'],
};

function drafted(world: World, guest: Guest): Draft {
  const draft = draftOf(world, guest);
  if (!guest.isLayer) draft.value['vmid'] = Number(guest.vmid);
  const run = (
    table: Readonly<
      Record<string, ((one: Draft, found: NonNullable<ReturnType<Draft['read']>>) => void) | undefined>
    >,
  ): void => {
    for (const [key, handler] of Object.entries(table)) {
      const found = draft.read(key);
      if (found && handler) handler(draft, found);
    }
  };
  for (const one of membersOf(guest.own)) if (one.value === null) draft.drop(one, 'says nothing');
  if (membersOf(guest.own).length === 0) draft.same([], guest.own, 'nothing is said of it');
  run(FIRST);
  sharedMounts(draft);
  run(THEN);
  putSoftware(draft);
  run({ ...SOFTWARE, ...HEALTH });
  madeFrom(draft);
  privilege(draft);
  for (const [key, why] of Object.entries(DROPPED)) {
    const found = draft.read(key);
    if (found) draft.drop(found, why);
  }
  for (const [key, kind] of Object.entries(LATER)) {
    const found = draft.read(key);
    if (found) draft.later(found, kind);
  }
  return draft;
}

/** The one that the old tool knew in all its revisions. */
const USUAL_ARCHIVE = 'local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst';

/** What is made from no image is made from an archive, if any file of the source names one. */
function madeFrom(draft: Draft): void {
  const { value, world, guest } = draft;
  if (value['clone'] === undefined && value['ostemplate'] === undefined) {
    const own = archiveOf(world.source, guest, world.guests);
    const found =
      own ??
      [...world.guests.values()]
        .map((one) => archiveOf(world.source, one, world.guests))
        .find((one) => one !== null);
    const handler = BASICS['template'];
    if (found && handler) handler(draft, found);
    if (!own) world.findings.assumed.push(`The archive that ${guest.address} is made from: nothing tells.`);
  }
  for (const what of complete(value, world)) {
    world.findings.assumed.push(`The ${what} of ${guest.address}: nothing tells.`);
  }
}

/** Gives a resource what it cannot be without. @returns what that is */
function complete(value: Record<string, Json>, { storages }: World): readonly string[] {
  const given: string[] = [];
  if (value['clone'] === undefined && value['ostemplate'] === undefined) value['ostemplate'] = USUAL_ARCHIVE;
  for (const [key, card] of Object.entries(value)) {
    if (/^net\d+$/.test(key) && isObject(card) && card['bridge'] === undefined) {
      value[key] = { ...card, bridge: 'vmbr0' };
      given.push(`bridge of ${key}`);
    }
  }
  if (value['clone'] !== undefined) return given;
  const rootfs = isObject(value['rootfs']) ? value['rootfs'] : {};
  const storage = [...storages].find(([, content]) => content.includes('rootdir'))?.[0] ?? 'local';
  given.push(
    ...['storage', 'size'].filter((key) => rootfs[key] === undefined).map((key) => `${key} of the root disk`),
  );
  value['rootfs'] = { storage, size: '8G', ...rootfs };
  return given;
}

/** A clone is as what it is cloned from; said, so that all say it alike. */
function privilege({ value, world, guest }: Draft): void {
  if (value['unprivileged'] !== undefined) return;
  const said = lineOf(world.guests, guest).map((one) =>
    flagIn(read(world.source, one, 'unprivileged')?.value),
  );
  value['unprivileged'] = said.find((one) => one !== null) ?? true;
}

function rest({ source, findings }: World): void {
  const { claims } = findings;
  for (const [key, why] of Object.entries(ROOT_DROPPED))
    claims.push({ role: 'lxc', pointer: pointer(key), fate: 'dropped', why });
  for (const [role, kind] of Object.entries(FILES_LATER)) {
    const file = role as keyof typeof FILES_LATER;
    for (const [key, value] of Object.entries(source[file])) {
      const list = Array.isArray(value) ? (value as readonly Json[]) : null;
      const places = list && list.length > 0 ? list.map((_, index) => pointer(key, index)) : [pointer(key)];
      for (const at of places) claims.push({ role: file, pointer: at, fate: 'later', why: `kind ${kind}` });
    }
  }
}

/** Of a feature that had to be left out of a layer, its guests have nothing either. */
function forgetLost({ guests, findings }: World, values: ReadonlyMap<string, JsonObject>): void {
  const byAddress = new Map([...guests.values()].map((guest) => [guest.address, guest]));
  const has = ({ address }: Guest, id: string): boolean => {
    const features = values.get(`${address}.json`)?.['features'];
    return isObject(features) && Object.hasOwn(features, id);
  };
  for (const [index, { target, role, pointer: at }] of findings.claims.entries()) {
    const guest = target && byAddress.get(target.address);
    const [top, id] = target?.path ?? [];
    if (!guest || top !== 'features' || id === undefined) continue;
    if (lineOf(guests, guest).some((one) => has(one, id))) continue;
    findings.claims[index] = { role, pointer: at, fate: 'dropped', why: 'Phoenix refuses it in its layer' };
  }
}

/** A layer that no guest is made from is not built: for the proof it gets one. */
function withEveryLayer(files: ReadonlyMap<string, string>, estate: Estate, shipped: Shipped): Estate {
  const built = new Set([...estate.resources.keys()].map((address) => address.replace(/@.*$/, '')));
  const layers = [...files.keys()].flatMap((path) => /^(layer\/.*)\.jsonc$/.exec(path)?.[1] ?? []);
  const probes = layers
    .filter((address) => !built.has(address))
    .map((clone, index): [string, string] => [
      `lxc/proof-${index}.json`,
      JSON.stringify({
        vmid: 999_000_000 + index,
        hostname: `proof-${index}`,
        clone,
        adopt: null,
        ostemplate: null,
      }),
    ]);
  return probes.length === 0 ? estate : loaded(new Map([...files, ...probes]), shipped);
}

/** With the file that pins the features that are used. */
function pinned(files: ReadonlyMap<string, string>, shipped: Shipped): ReadonlyMap<string, string> {
  const estate = loaded(files, shipped);
  const used = [...usersOf(estate, kinds).keys()].toSorted();
  const library = used.flatMap((id) => estate.features?.features.get(id) ?? []);
  if (library.length === 0) return files;
  return new Map([...files, [LOCK_FILE, formatLock(updateLock(null, library, VERSION, null))]]);
}

function loaded(texts: ReadonlyMap<string, string>, shipped: Shipped): Estate {
  const config = [...texts].filter(([path]) => path !== LOCK_FILE);
  const files = new Map(config.map(([path, text]): [string, SourceFile] => [path, { path, text }]));
  const lock = texts.get(LOCK_FILE);
  const kept = lock === undefined ? {} : { kept: new Map([[LOCK_FILE, new TextEncoder().encode(lock)]]) };
  const tree = { root: 'configs', revision: null, files, findings: [], ...kept };
  return loadEstate(tree, { env: null, kinds, shipped });
}

function authoredOf(world: World, values: ReadonlyMap<string, JsonObject>): AuthoredFiles {
  const wholes = [...world.guests.values()].map((guest): Whole => {
    const name = textOfName(guest);
    const was = guest.isLayer ? [`Was the container ${guest.vmid}${name}.`] : null;
    return {
      address: guest.address,
      value: values.get(`${guest.address}.json`) ?? {},
      ...(was ? { comment: was } : {}),
    };
  });
  const of = (kind: string, taken: ReadonlySet<string>, what: string): AuthoredFiles =>
    factor({
      kind,
      sets: kinds.find((one) => one.kind === kind)?.sets ?? [],
      wholes: wholes.filter(({ address }) => address.startsWith(`${kind}/`)),
      taken,
      baseComment: [what],
    });
  const lxc = of(
    'lxc',
    new Set(),
    'What most containers have, unless a profile or their own file says otherwise.',
  );
  const profiles = new Set(
    [...lxc.keys()].flatMap((path) => /^profiles\/(.*)\.jsonc$/.exec(path)?.[1] ?? []),
  );
  const layer = of('layer', profiles, 'What most layers have; a guest that is made from one has its own.');
  return new Map([['phoenix.json', { value: values.get('phoenix.json') ?? {} }], ...lxc, ...layer]);
}

function textOfName({ own }: Guest): string {
  const name = isObject(own.value) ? own.value['name'] : undefined;
  return typeof name === 'string' ? ` ${name.replaceAll(/[^\x20-\x7e]/g, '?')}` : '';
}

function inOrder(mistakes: readonly Mistake[]): readonly Mistake[] {
  const byText = new Map(mistakes.map((one) => [`${one.role}\0${one.pointer}\0${one.text}`, one]));
  return [...byText.values()];
}

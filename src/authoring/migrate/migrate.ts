/**
 * The files of the bash tool that Phoenix replaces become the tree of an estate, with an account of every value of theirs
 * and a proof that every container is what it was. Pure: reading and writing files is the command's.
 */
import type { Estate } from '../../config/model.ts';
import { errorsIn, type Finding } from '../../errors.ts';
import type { Shipped } from '../../features/estate-features.ts';
import { readLibrary } from '../../features/library.ts';
import { isObject, type Json, type JsonObject, pointer } from '../../json.ts';
import { checkRules } from '../../rules/check/check.ts';
import type { AuthoredFiles } from '../authored.ts';
import { withSchemaLines } from '../schema-line.ts';
import { textsOf } from '../text.ts';
import { authoredOf } from './authored.ts';
import type { World } from './draft.ts';
import { complete, drafted } from './drafted.ts';
import { FILES_LATER, ROOT_DROPPED } from './elsewhere.ts';
import { firewallFilesOf, withManagement } from './firewall.ts';
import { type Guest, guestsOf, lineOf } from './guests.ts';
import { settingsOf } from './host.ts';
import { nodeFileAt, nodeFileOf } from './host/node-file.ts';
import { driverOf } from './host/read.ts';
import type { Named } from './host/say.ts';
import { storagesOf } from './host/storages.ts';
import { zfsFilesOf } from './host/zfs-files.ts';
import { entriesOf, type Entry } from './ledger.ts';
import { loaded, pinned, withEveryLayer } from './loaded.ts';
import { machineFilesOf } from './machines.ts';
import { mistakesIn } from './mistakes.ts';
import { type Proof, prove } from './proof.ts';
import { concealed, hidesIn, type Secrets, secretsOf } from './secret.ts';
import { settle, withoutTexts } from './settle.ts';
import { type Findings, type Mistake, readSource, type Role, SOURCE_FILES } from './source.ts';

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
  readonly secrets: ReadonlyMap<string, string>;
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
  const world = worldOf(texts, shipped);
  const { source, findings, secrets } = world;
  const drafts = [...world.guests.values()].map((guest) => drafted(world, guest));
  const input = { ...world, named, values: drafts.map(({ value }) => value) };
  const zfs = zfsFilesOf(input);
  const managed = [...zfs.keys()].flatMap((path) => /^storage\/(.*)\.json$/.exec(path)?.[1] ?? []);
  const walls = firewallFilesOf(world);
  const settings = withManagement(settingsOf(input, new Set(managed)), world, walls.size > 0);
  const host = nodeFileOf(input);
  claimOthers(world);
  const alone = drafts.map(({ guest, value }): [string, JsonObject] => [`${guest.address}.json`, value]);
  const values = settle(
    withoutTexts(
      new Map([
        ...alone,
        ['phoenix.json', settings],
        ...zfs,
        ...walls,
        ...machineFilesOf(world),
        ...(host ? [[nodeFileAt(named.node), host] as const] : []),
      ]),
      hidesIn(secrets),
      findings,
    ),
    findings,
    (written) => errorsIn(loaded(written, shipped).findings).filter(({ id }) => !LATER_ERRORS.has(id)),
    (value) => complete(value, world),
  );
  forgetLost(world, values);
  const authored = authoredOf(world, values);
  const files = pinned(textsOf(withSchemaLines(authored)), shipped);
  const estate = checkRules(loaded(files, shipped));
  findings.mistakes.push(...mistakesIn(world));
  const shown = (text: string): string => concealed(secrets, text);
  return {
    files,
    entries: entriesOf(source, findings.claims).map((one) => ({ ...one, why: shown(one.why) })),
    mistakes: eachOnce(findings.mistakes).map((one) => ({ ...one, text: shown(one.text) })),
    assumed: findings.assumed.map(shown),
    secrets: findings.secrets,
    proof: prove(world, withEveryLayer(files, estate, shipped)),
    estate: { ...estate, findings: estate.findings.filter((one) => !isToBeSet(one, findings)) },
    authored,
    hidden: secrets,
  };
}

function worldOf(texts: MigrateInput['texts'], shipped: Shipped): World {
  const { source, remarks } = readSource(texts);
  const findings: Findings = { claims: [], mistakes: [], assumed: [], secrets: new Map() };
  for (const { message, at } of remarks) {
    const role = [...texts.keys()].find((one) => at?.file === SOURCE_FILES[one]) ?? 'lxc';
    findings.mistakes.push({ role, pointer: '', text: `${message} (line ${at?.line ?? 1})` });
  }
  const { features } = readLibrary({ own: new Map(), shipped: shipped() });
  return {
    source,
    guests: guestsOf(source, findings),
    findings,
    features: new Map([...features].map(([id, { manifest }]) => [id, manifest])),
    storages: new Map([...storagesOf(source)].map(([name, { content }]) => [name, content])),
    binds: new Map(),
    driver: driverOf(source),
    secrets: secretsOf(source),
  };
}

const MISSING_SECRET = 'PHX921';

/** That a feature is not pinned is mended at the end, and that a secret is not in the vault by its owner. */
const LATER_ERRORS: ReadonlySet<string> = new Set([MISSING_SECRET, 'PHX733']);

const isToBeSet = ({ id, message }: Finding, { secrets }: Findings): boolean =>
  id === MISSING_SECRET && [...secrets.keys()].some((name) => message.includes(name));

/** What no container says: the root of its file, and the files that no kind of this version reads. */
function claimOthers({ source, findings }: World): void {
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

function eachOnce(mistakes: readonly Mistake[]): readonly Mistake[] {
  const byText = new Map(mistakes.map((one) => [`${one.role}\0${one.pointer}\0${one.text}`, one]));
  return [...byText.values()];
}

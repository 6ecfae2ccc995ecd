import { createToken } from '../../access/sign-in';
import { hashPassword } from '../../access/password';
import { raiseAlert } from '../../alerts/raise-alert';
import type { Alert } from '../../contracts/alert';
import type { Analysis } from '../../contracts/analysis';
import type { SourceDocument } from '../../contracts/page';
import type { Role } from '../../contracts/user';
import { startService, type RunningService } from '../../pipeline/main';
import { sampleAnalysis, sampleCandidate, sampleDocument } from '../sample-nouns';
import { openTestHouse, type TestHouse, type TestHousePlan } from './test-house';

/** Where everybody works: a province, one of its cities, two counties in it. */
export const organisations = {
  province: '330000',
  city: '330100',
  county: '330106',
  neighbour: '330108',
} as const;
export type Place = keyof typeof organisations;

const levels = { province: 'province', city: 'city', county: 'county', neighbour: 'county' } as const;

/** Everybody's password; one hash serves all of them. */
export const password = 'Yaoshao-sample-1';
let passwordHash: Promise<string> | undefined;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly bytes: Buffer;
}

export interface Call {
  readonly body?: unknown;
  readonly ifMatch?: number | string;
  readonly headers?: Record<string, string>;
}

/** Somebody who calls the service with a token of their own; without one, a stranger. */
export type Caller = (method: string, path: string, call?: Call) => Promise<Answer>;

export interface TestService extends TestHouse {
  readonly service: RunningService;
  /** A person of this role in this organisation, made when first asked for; `secret` is their token. */
  person(role: Role, place?: Place): Promise<{ call: Caller; secret: string; userId: string; username: string }>;
  /** Another token for a person; with a scope, for these rights only (comma between them). */
  token(role: Role, scope?: string, place?: Place): Promise<string>;
  readonly stranger: Caller;
  readonly callWith: (secret: string) => Caller;
  /** Stores a document with its analysis, indexes it, and raises an alert about it. */
  raise(name: string, over?: Partial<SourceDocument>, analysis?: Partial<Analysis>): Promise<Alert>;
  close(): Promise<void>;
}

export function callerOf(url: string, secret?: string): Caller {
  return async (method, path, call = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.ifMatch === undefined ? {} : { 'if-match': `"${call.ifMatch}"` }),
        ...call.headers,
      },
      ...(call.body === undefined
        ? {}
        : { body: typeof call.body === 'string' ? call.body : JSON.stringify(call.body) }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      body: isJson ? (JSON.parse(bytes.toString('utf8')) as unknown) : undefined,
    };
  };
}

async function raiseIn(
  { store }: TestHouse,
  name: string,
  over: { document: Partial<SourceDocument>; analysis: Partial<Analysis> },
): Promise<Alert> {
  const { archive } = store;
  const document = sampleDocument({ url: `http://sample.invalid/${name}`, captureId: `c_${name}`, ...over.document });
  const analysis = sampleAnalysis(document, { cluster: name, ...over.analysis });
  const { alert } = await archive.unitOfWork(async () => {
    await archive.documents.insert(document);
    await archive.analyses.put(analysis);
    await archive.captures.append({
      schemaVersion: 1,
      id: document.captureId,
      url: document.url,
      finalUrl: document.url,
      status: 200,
      capturedAt: document.collectedAt,
      capturedBy: { kind: 'system', name: 'sample', versions: {} },
      files: [],
      documentId: document.id,
      screenshotOf: null,
    });
    return raiseAlert(
      { alerts: archive.alerts, events: archive.liveEvents },
      sampleCandidate(name, document, { analysis, title: `预警 ${name}` }),
      store.time,
    );
  });
  await archive.documentIndex.put(document, analysis);
  return alert;
}

async function openToken(test: TestHouse, username: string, scope: string | null): Promise<string> {
  const token = await createToken(test.house.access, username, scope);
  if (token === undefined) throw new Error(`no token for ${username}`);
  return token.secret;
}

async function addPerson(test: TestHouse, role: Role, place: Place): Promise<{ secret: string; userId: string }> {
  const { access } = test.house;
  const username = `${role}-${place}`;
  passwordHash ??= hashPassword(password);
  await access.store.insertUser({
    id: `u-${username}`,
    username,
    name: `样例 ${username}`,
    role,
    organisationId: `org-${place}`,
    disabled: false,
    mustChangePassword: false,
    createdAt: test.store.time,
    version: 1,
    passwordHash: await passwordHash,
  });
  return { secret: await openToken(test, username, null), userId: `u-${username}` };
}

/** The service behind a real port, over a real archive, with a province, a city, and two counties. */
export async function startTestService(plan: TestHousePlan = {}): Promise<TestService> {
  const test = await openTestHouse(plan);
  for (const [place, region] of Object.entries(organisations)) {
    const organisation = { id: `org-${place}`, name: `样例 ${place}`, level: levels[place as Place], region };
    await test.store.archive.access.putOrganisation({
      ...organisation,
      parentId: place === 'province' ? null : 'org-province',
    });
  }
  const service = await startService(test.house);
  const people = new Map<string, Promise<{ secret: string; userId: string }>>();
  const person: TestService['person'] = async (role, place = 'province') => {
    const username = `${role}-${place}`;
    if (!people.has(username)) people.set(username, addPerson(test, role, place));
    const { secret, userId } = await people.get(username)!;
    return { call: callerOf(service.url, secret), secret, userId, username };
  };
  return {
    ...test,
    service,
    stranger: callerOf(service.url),
    callWith: (secret) => callerOf(service.url, secret),
    person,
    async token(role, scope, place) {
      return openToken(test, (await person(role, place)).username, scope ?? null);
    },
    raise: (name, document = {}, analysis = {}) => raiseIn(test, name, { document, analysis }),
    close: () => service.close(),
  };
}

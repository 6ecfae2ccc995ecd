import { problem, type Problem } from '@contracts/http';
import type { z } from 'zod';

/** Why a request brought no answer: the server said so (`problem`), was not reached, or spoke something unreadable. */
export class RequestFailure extends Error {
  constructor(
    readonly kind: 'problem' | 'unreachable' | 'unreadable',
    message: string,
    readonly problem: Problem | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'RequestFailure';
  }

  /** The last part of the problem's `type`, for example `stale-version`. */
  get reason(): string {
    return this.problem ? (this.problem.type.split(/[/:#]/).pop() ?? 'internal') : this.kind;
  }
}

export type QueryValue = string | number | boolean | readonly string[] | undefined | null;

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** The version that was seen; a stale one is refused with the newer value. */
  readonly ifMatch?: number;
  readonly signal?: AbortSignal;
}

const listeners = new Set<(reason: string) => void>();

/** Calls `listener` when an answer says that the session ended or the password must be changed. */
export function onSessionProblem(listener: (reason: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** `?a=1&b=2&b=3`; empty, missing and null values are left out. */
export function queryString(query: Readonly<Record<string, QueryValue>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    if (typeof value === 'object') for (const one of value) params.append(name, one);
    else params.append(name, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

function headersOf(options: RequestOptions): Headers {
  const headers = new Headers({ Accept: 'application/json' });
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.ifMatch !== undefined) headers.set('If-Match', `"${options.ifMatch}"`);
  if (options.method === 'POST') headers.set('Idempotency-Key', idempotencyKey());
  return headers;
}

/** `randomUUID` exists only in secure contexts, and an intranet may be plain HTTP. */
function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function failureOf(response: Response): Promise<RequestFailure> {
  const parsed = problem.safeParse(await response.json().catch(() => null));
  if (!parsed.success) return new RequestFailure('unreadable', `HTTP ${response.status}`);
  return new RequestFailure('problem', parsed.data.detail ?? parsed.data.title, parsed.data);
}

async function send(path: string, options: RequestOptions): Promise<Response> {
  const init: RequestInit = {
    method: options.method ?? 'GET',
    headers: headersOf(options),
    credentials: 'same-origin',
  };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  if (options.signal) init.signal = options.signal;
  try {
    return await fetch(`/api/v1${path}${queryString(options.query ?? {})}`, init);
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new RequestFailure('unreachable', 'unreachable', null, { cause });
  }
}

/** Sends a request below `/api/v1` and parses the answer by its contract; every other outcome is a `RequestFailure`. */
export async function request<S extends z.ZodType>(
  schema: S,
  path: string,
  options: RequestOptions = {},
): Promise<z.infer<S>> {
  const response = await send(path, options);
  if (!response.ok) {
    const failure = await failureOf(response);
    if (['not-signed-in', 'password-change-required'].includes(failure.reason)) {
      for (const listener of listeners) listener(failure.reason);
    }
    throw failure;
  }
  const body: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new RequestFailure('unreadable', parsed.error.issues[0]?.message ?? 'unreadable');
  return parsed.data;
}

import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { ZodType } from 'zod';
import { StageFailure, type FailureReason } from '../../contracts/failure';
import type { Problem, problemTypes } from '../../contracts/http';
import type { Log } from '../log';

export type ProblemType = (typeof problemTypes)[number];

const catalogue: Record<ProblemType, { status: number; title: string }> = {
  'invalid-input': { status: 400, title: '输入有误 / invalid input' },
  'not-signed-in': { status: 401, title: '请先登录 / not signed in' },
  'sign-in-failed': { status: 401, title: '用户名或密码不正确 / wrong name or password' },
  'too-many-attempts': { status: 429, title: '尝试次数过多，请稍后再试 / too many attempts' },
  'password-change-required': { status: 403, title: '请先修改密码 / change the password first' },
  forbidden: { status: 403, title: '无权进行此操作 / not permitted' },
  'not-found': { status: 404, title: '不存在或不在管辖范围 / not there, or not in your region' },
  'stale-version': { status: 412, title: '内容已被他人更新 / changed by somebody else meanwhile' },
  'version-required': { status: 428, title: '缺少 If-Match / If-Match is required' },
  'not-allowed-in-state': { status: 409, title: '当前状态不允许此操作 / not allowed in this state' },
  conflict: { status: 409, title: '已存在 / exists already' },
  'too-large': { status: 413, title: '内容过大 / too large' },
  unavailable: { status: 503, title: '服务暂不可用 / unavailable' },
  internal: { status: 500, title: '内部错误 / internal error' },
};

type Extras = Partial<Pick<Problem, 'detail' | 'faults' | 'current' | 'blocked'>> & { retryAfterMs?: number };

/** Thrown by a controller; becomes an RFC 9457 problem document. */
export class HttpProblem extends Error {
  constructor(
    readonly type: ProblemType,
    readonly extras: Extras = {},
  ) {
    super(extras.detail ?? catalogue[type].title);
    this.name = 'HttpProblem';
  }
}

/** The parsed value, or an `invalid-input` problem that names every place and what was expected. */
export function parseInput<T>(schema: ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new HttpProblem('invalid-input', {
    detail: faults.map((fault) => `${fault.path || '(body)'}: ${fault.message}`).join('; '),
    faults,
  });
}

/** Version in `If-Match: "3"`; a `version-required` problem when it is missing or no number. */
export function versionSeen(header: string | undefined): number {
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header ?? '');
  if (!match) throw new HttpProblem('version-required');
  return Number(match[1]);
}

interface ThrownByExpress {
  readonly status?: number;
  readonly type?: string;
  readonly getStatus?: () => number;
}

/** Reasons of the rooms that the asker can do something about, or that pass by themselves. */
const byReason: Partial<Record<FailureReason, ProblemType>> = {
  'invalid-input': 'invalid-input',
  'too-large': 'too-large',
  'disk-full': 'unavailable',
  deadline: 'unavailable',
};

/** What a thrown thing is to the outside: everything that is not ours is hidden behind `internal`. */
export function asProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof StageFailure) {
    const type = byReason[error.reason] ?? 'internal';
    return new HttpProblem(type, type === 'invalid-input' ? { detail: error.message } : {});
  }
  const thrown = error as ThrownByExpress;
  const status = typeof thrown.getStatus === 'function' ? thrown.getStatus() : thrown.status;
  if (status === 404) return new HttpProblem('not-found');
  if (status === 413) return new HttpProblem('too-large');
  // A charset or an encoding that is not known, a length that is not right: the asker's fault all the same.
  if (status !== undefined && status >= 400 && status < 500)
    return new HttpProblem('invalid-input', { detail: error instanceof Error ? error.message : 'bad request' });
  return new HttpProblem('internal');
}

/** Answers with the problem document and logs what was hidden, under one correlation id. */
export function sendProblem(response: Response, error: unknown, log: Log): void {
  const problem = asProblem(error);
  const correlationId = randomUUID();
  const { status, title } = catalogue[problem.type];
  if (status >= 500)
    log.error({ correlationId, error, path: (response.req as Request | undefined)?.path }, 'request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { retryAfterMs, ...extras } = problem.extras;
  if (retryAfterMs !== undefined) response.setHeader('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
  const body: Problem = {
    type: `https://yaoshao.invalid/problems/${problem.type}`,
    title,
    status,
    correlationId,
    ...extras,
  };
  response.status(status).type('application/problem+json').send(JSON.stringify(body));
}

/** The whole answer, as raw HTTP, to a request so broken that no handler ever sees it. */
export function rawProblem(error: { code?: string }): string {
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const type: ProblemType = isTooLarge ? 'too-large' : 'invalid-input';
  const body: Problem = {
    type: `https://yaoshao.invalid/problems/${type}`,
    title: catalogue[type].title,
    status: isTooLarge ? 431 : 400,
    correlationId: randomUUID(),
  };
  const json = JSON.stringify(body);
  return [
    `HTTP/1.1 ${isTooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request'}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(json)}`,
    'Connection: close',
    '',
    json,
  ].join('\r\n');
}

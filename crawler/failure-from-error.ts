import { StageFailure, type FailureReason, type RetryKind } from '../contracts/failure';
import { FetchFault } from './fetch-fault';

const retryOf: Partial<Record<FailureReason, RetryKind>> = {
  dns: 'back-off',
  connect: 'back-off',
  tls: 'back-off',
  timeout: 'back-off',
  'too-slow': 'back-off',
  browser: 'back-off',
  'bad-encoding': 'back-off',
  'http-5xx': 'back-off',
  'rate-limited': 'later',
  'budget-spent': 'later',
  internal: 'back-off',
};

const reasonOfCode: Record<string, FailureReason> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EAI_FAIL: 'dns',
  ECONNREFUSED: 'connect',
  ECONNRESET: 'connect',
  EHOSTUNREACH: 'connect',
  ENETUNREACH: 'connect',
  EPIPE: 'connect',
  ETIMEDOUT: 'timeout',
  UND_ERR_SOCKET: 'connect',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_ABORTED: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'connect',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
};

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

function reasonOf(error: unknown): FailureReason {
  const code = codeOf(error);
  const known = reasonOfCode[code];
  if (known !== undefined) return known;
  if (/^(?:ERR_TLS|CERT_|ERR_SSL|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO)/u.test(code)) return 'tls';
  // Llhttp's complaints: the server does not speak HTTP.
  if (code.startsWith('HPE_')) return code === 'HPE_HEADER_OVERFLOW' ? 'too-large' : 'connect';
  const name = error instanceof Error ? error.name : '';
  if (name === 'HTTPParserError') return 'connect';
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined || cause === error ? 'internal' : reasonOf(cause);
}

/** The first error of a chain that the crawler raised itself: undici wraps what its connector threw. */
function faultIn(error: unknown): FetchFault | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if (current instanceof FetchFault) return current;
  }
  return undefined;
}

/** The crawler's wall: turns anything that a fetch can throw into the flow's failure with its reason and retry. */
export function failureFromError(error: unknown, subject: { stage: string; subjectId: string }): StageFailure {
  if (error instanceof StageFailure) return error;
  const fault = faultIn(error);
  const reason = fault?.reason ?? reasonOf(error);
  const message = fault?.message ?? (error instanceof Error ? error.message : String(error));
  return new StageFailure({
    ...subject,
    reason,
    retry: fault?.retry ?? retryOf[reason] ?? 'never',
    message,
    cause: error,
    ...(fault?.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }),
  });
}

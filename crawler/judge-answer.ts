import { FetchFault } from './fetch-fault';
import { headerOf, type HeaderList } from './http-exchange';
import type { CheerioApi } from './static-crawler';

const defaultRetryAfterMs = 60_000;
const longestRetryAfterMs = 24 * 3_600_000;
const scriptDrawnCharacters = 60;

/** Milliseconds of a Retry-After header (seconds or HTTP date), bounded to a day; null where there is none. */
export function retryAfterMs(headers: HeaderList, now: number): number | null {
  const value = headerOf(headers, 'retry-after')?.trim();
  if (value === undefined || value === '') return null;
  const ms = /^\d+$/u.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.min(longestRetryAfterMs, Math.max(1000, ms)) : null;
}

/** Throws the named fault of an unwelcome status; 2xx and 304 pass. */
export function judgeStatus(answer: { url: string; status: number; headers: HeaderList }, now: number): void {
  const { status, url } = answer;
  if ((status >= 200 && status < 300) || status === 304) return;
  const message = `${url} 返回 ${status}`;
  const after = retryAfterMs(answer.headers, now);
  if (status === 404 || status === 410) throw new FetchFault({ reason: 'gone', message, retry: 'never' });
  if (status === 429 || (status === 503 && after !== null)) {
    throw new FetchFault({
      reason: status === 429 ? 'rate-limited' : 'http-5xx',
      message,
      retry: 'later',
      retryAfterMs: after ?? defaultRetryAfterMs,
    });
  }
  if (status >= 500) throw new FetchFault({ reason: 'http-5xx', message, retry: 'back-off' });
  throw new FetchFault({ reason: 'http-4xx', message, retry: status === 408 || status === 425 ? 'back-off' : 'never' });
}

const htmlTypes = new Set(['text/html', 'application/xhtml+xml', 'application/vnd.wap.xhtml+xml', 'text/plain']);
const sniffed = new Set(['', 'application/octet-stream', 'unknown/unknown', 'text/xml', 'application/xml']);

/** First bytes of archives, documents, pictures and sound, in hexadecimal: servers send them as `text/html` too. */
const binaryStarts =
  /^(?:1f8b|504b0304|25504446|89504e47|ffd8ff|47494638|52494646|52617221|377abcaf|d0cf11e0|494433|4f676753|.{8}66747970|7f454c46|4d5a90)/u;

/** True where the answer is an HTML page: by its media type, or by its first bytes where the type says nothing. */
export function isHtml(headers: HeaderList, body: Uint8Array): boolean {
  const type = (headerOf(headers, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const head = Buffer.from(body.subarray(0, 1024)).toString('latin1').trimStart().toLowerCase();
  const looksHtml =
    /^(?:\u00ef\u00bb\u00bf)?\s*(?:<!--[\s\S]*?-->\s*)?<(?:!doctype html|html|head|body|meta|div|p|title|script|table)\b/u.test(
      head,
    );
  if (binaryStarts.test(Buffer.from(body.subarray(0, 12)).toString('hex'))) return false;
  if (type === 'text/plain') return looksHtml;
  if (htmlTypes.has(type)) return true;
  return sniffed.has(type) && (looksHtml || /^<\?xml[^>]*>\s*<(?:!doctype html|html)\b/u.test(head));
}

/** True where the static page shows next to nothing and scripts are there to draw it. */
export function looksScriptDrawn($: CheerioApi): boolean {
  if ($('script').length === 0) return false;
  const body = $('body').clone();
  body.find('script, style, noscript, template, svg, iframe').remove();
  return body.text().replace(/\s+/gu, '').length < scriptDrawnCharacters;
}

/** True where a redirect led to a sign-in page instead of the page that was asked for. */
export function isLoginWall(asked: string, finalUrl: string, $: CheerioApi): boolean {
  const path = /(?:^|[/._-])(?:login|signin|sign-in|passport|logon|sso|cas)(?:[/._?-]|$)/iu;
  const wanted = new URL(asked);
  const got = new URL(finalUrl);
  if (wanted.href === got.href || path.test(wanted.pathname)) return false;
  return (
    (path.test(got.pathname) || /^(?:passport|login|sso)\./iu.test(got.hostname)) &&
    $('input[type=password]').length > 0
  );
}

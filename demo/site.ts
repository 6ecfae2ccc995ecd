import type { Draft } from './draft';
import type { Markup } from './markup';
import type { PageLibrary, SamplePage } from './page-library';
import type { Shop, SiteProfile } from './site-profiles';
import type { SiteId } from './topics';

/** What a site needs to answer: the address as asked, and everything that is published. */
export interface Visit {
  readonly path: string;
  readonly query: URLSearchParams;
  /** `http://127.0.0.1:4100`, as the visitor named the server. */
  readonly origin: string;
  readonly profile: SiteProfile;
  readonly library: PageLibrary;
  readonly shops: readonly Shop[];
  readonly faults: boolean;
}

/** An answer before it is encoded, compressed to 304 or disturbed. */
export interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly body: string | Buffer | Markup;
  readonly modifiedAt?: Date;
}

/** One invented site: where its pages stand, how a page looks, and its other addresses (lists, feeds, searches, pictures). */
export interface Site {
  readonly id: SiteId;
  pathOf(draft: Draft, at: Date): string;
  render(page: SamplePage, visit: Visit): Markup;
  answer(visit: Visit): Promise<Answer | undefined> | Answer | undefined;
}

/** An HTML answer dated by the newest of the pages it shows. */
export function htmlAnswer(body: Markup, pages: readonly SamplePage[] = []): Answer {
  const newest = Math.max(0, ...pages.map(({ modifiedAt }) => modifiedAt.getTime()));
  return { type: 'text/html', body, ...(newest > 0 ? { modifiedAt: new Date(newest) } : {}) };
}

/** One screenful of a longer list; pages count from 1. */
export function pageOf<T>(list: readonly T[], number: number, size: number): { items: T[]; last: number } {
  const last = Math.max(1, Math.ceil(list.length / size));
  const current = Math.min(Math.max(1, number), last);
  return { items: list.slice((current - 1) * size, current * size), last };
}

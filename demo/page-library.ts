import type { Draft } from './draft';
import type { Channel } from './site-profiles';
import type { SiteId } from './topics';

/** One published page in its present version. */
export interface SamplePage {
  readonly draft: Draft;
  readonly path: string;
  readonly publishedAt: Date;
  readonly modifiedAt: Date;
  readonly version: number;
  /** The status that a page taken down is answered with. */
  readonly takenDown?: 404 | 410;
}

interface Wanted {
  site: SiteId;
  channel?: Channel['id'];
  shop?: string;
  words?: string;
}

/** What stands on the sample web at the moment. Keeps the newest `capacity` pages; older ones are forgotten and answer 404. */
export class PageLibrary {
  private readonly pages = new Map<string, SamplePage>();

  constructor(private readonly capacity: number) {}

  put(page: SamplePage): void {
    this.pages.set(page.path, page);
    if (this.pages.size <= this.capacity) return;
    const oldest = this.pages.keys().next();
    if (oldest.done !== true) this.pages.delete(oldest.value);
  }

  find(path: string): SamplePage | undefined {
    return this.pages.get(path);
  }

  /** Every page, oldest first. */
  all(): SamplePage[] {
    return [...this.pages.values()];
  }

  /** Up to `count` pages of the same site that are older than `page`, newest first: a choice that never changes again. */
  older(page: SamplePage, count: number): SamplePage[] {
    const { site, number } = page.draft;
    const before = this.all().filter(({ draft }) => draft.site.id === site.id && draft.number < number);
    return before.slice(-count).reverse();
  }

  /** Pages that still stand and fit, newest first; `words` must all occur in title, text or attributes. */
  list(wanted: Wanted): SamplePage[] {
    return this.all()
      .filter((page) => fits(page, wanted))
      .reverse();
  }
}

function fits(page: SamplePage, wanted: Wanted): boolean {
  const { draft } = page;
  if (page.takenDown !== undefined || draft.site.id !== wanted.site) return false;
  if (wanted.channel !== undefined && draft.channel.id !== wanted.channel) return false;
  if (wanted.shop !== undefined && draft.shop?.id !== wanted.shop) return false;
  const words = (wanted.words ?? '').split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return true;
  const text = [draft.title, ...draft.paragraphs, ...draft.attributes.flat()].join(' ');
  return words.every((word) => text.includes(word));
}

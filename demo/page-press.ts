import type { Draft } from './draft';
import type { DraftWriter } from './draft-writer';
import type { PageLibrary, SamplePage } from './page-library';
import { reviseDraft } from './revision';
import { SeededRandom } from './seeded-random';
import type { Site } from './site';

const youngestPages = 60;

interface PressParts {
  seed: number | string;
  writer: DraftWriter;
  library: PageLibrary;
  siteOf: (draft: Draft) => Site;
  clock: () => Date;
}

/** Puts pages into the library, changes some later and takes some down; everything but the time follows from the seed. */
export class PagePress {
  private readonly random: SeededRandom;

  constructor(private readonly parts: PressParts) {
    this.random = new SeededRandom(`${parts.seed}/press`);
  }

  /** Publishes the next page; `at` dates it (now when absent). */
  publish(at: Date = this.parts.clock()): SamplePage {
    const draft = this.parts.writer.write(at);
    const path = this.parts.siteOf(draft).pathOf(draft, at);
    const page: SamplePage = { draft, path, publishedAt: at, modifiedAt: at, version: 1 };
    this.parts.library.put(page);
    return page;
  }

  /** Edits the page at `path`; undefined where none stands there. */
  edit(path: string): SamplePage | undefined {
    return this.change(path, (page) => ({
      ...page,
      draft: reviseDraft(page.draft, this.random),
      version: page.version + 1,
    }));
  }

  /** Takes the page at `path` down for good; undefined where none stands there. */
  takeDown(path: string, status: 404 | 410): SamplePage | undefined {
    return this.change(path, (page) => ({ ...page, takenDown: status }));
  }

  /** What happens beside publishing: about every 8th time a young page is edited, about every 25th one is taken down. */
  live(): void {
    const draw = this.random.next();
    if (draw >= 0.165) return;
    const young = this.parts.library
      .all()
      .slice(-youngestPages)
      .filter(({ takenDown, draft }) => takenDown === undefined && draft.imageLines.length === 0);
    if (young.length < 10) return;
    const { path } = this.random.pick(young);
    if (draw < 0.04) this.takeDown(path, this.random.pick([404, 410]));
    else this.edit(path);
  }

  private change(path: string, turn: (page: SamplePage) => SamplePage): SamplePage | undefined {
    const page = this.parts.library.find(path);
    if (page === undefined || page.takenDown !== undefined) return undefined;
    const changed = { ...turn(page), modifiedAt: this.parts.clock() };
    this.parts.library.put(changed);
    return changed;
  }
}

import { DraftWriter } from '../../demo/draft-writer';
import { PageLibrary } from '../../demo/page-library';
import { PagePress } from '../../demo/page-press';
import { sites } from '../../demo/sites';

function pressOf(seed: number, capacity = 1000): { press: PagePress; library: PageLibrary; tick: () => void } {
  let now = Date.parse('2025-06-01T00:00:00Z');
  const library = new PageLibrary(capacity);
  const press = new PagePress({
    seed,
    writer: new DraftWriter(seed, 1 / 8, { pictures: true }),
    library,
    clock: () => new Date(now),
    siteOf: (draft) => sites.find(({ id }) => id === draft.site.id)!,
  });
  return { press, library, tick: () => (now += 2000) };
}

function live(seed: number, steps: number): { path: string; version: number; takenDown: number | undefined }[] {
  const { press, library, tick } = pressOf(seed);
  for (let step = 0; step < steps; step += 1) {
    tick();
    press.publish();
    press.live();
  }
  return library.all().map(({ path, version, takenDown }) => ({ path, version, takenDown }));
}

describe('PagePress', () => {
  test('edits and takedowns follow from the seed', () => {
    expect(live(5, 300)).toEqual(live(5, 300));
  });

  test('some pages are edited, some taken down, with 404 and with 410', () => {
    const pages = live(6, 600);
    const edited = pages.filter(({ version }) => version > 1).length / pages.length;
    const down = pages.filter(({ takenDown }) => takenDown !== undefined);
    expect(edited).toBeGreaterThan(0.05);
    expect(edited).toBeLessThan(0.25);
    expect(down.length / pages.length).toBeGreaterThan(0.01);
    expect(down.length / pages.length).toBeLessThan(0.1);
    expect(new Set(down.map(({ takenDown }) => takenDown))).toEqual(new Set([404, 410]));
  });

  test('an edit changes text or price, the version and the time, never path or codes', () => {
    const { press, tick } = pressOf(7);
    const pages = Array.from({ length: 120 }, () => press.publish());
    tick();
    for (const page of pages.filter(({ draft }) => draft.imageLines.length === 0)) {
      const edited = press.edit(page.path)!;
      expect(edited.version).toBe(2);
      expect(edited.modifiedAt.getTime()).toBe(page.publishedAt.getTime() + 2000);
      expect([edited.path, edited.draft.codes]).toEqual([page.path, page.draft.codes]);
      expect(edited.draft).not.toEqual(page.draft);
    }
  });

  test('nothing comes back from the dead', () => {
    const { press, library } = pressOf(8);
    const { path } = press.publish();
    expect(press.takeDown(path, 410)?.takenDown).toBe(410);
    expect(press.edit(path)).toBeUndefined();
    expect(press.takeDown(path, 404)).toBeUndefined();
    expect(press.edit('/news/none.html')).toBeUndefined();
    expect(library.find(path)?.takenDown).toBe(410);
  });

  test('the library keeps the newest pages only', () => {
    const { press, library } = pressOf(9, 50);
    const pages = Array.from({ length: 80 }, () => press.publish());
    expect(library.all().map(({ path }) => path)).toEqual(pages.slice(-50).map(({ path }) => path));
  });
});

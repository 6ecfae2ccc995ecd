import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createFeelingReader } from '../../../nlp/feeling/read-feeling';
import { defaultFeelingSettings, trainFeeling } from '../../../nlp/feeling/train-feeling';
import { trainFeelingCommand } from '../../../nlp/feeling/train-feeling-command';
import { inventedReviews } from './invented-reviews';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'feeling-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const lines = inventedReviews.map((review) => JSON.stringify(review)).join('\n');
const settings = { ...defaultFeelingSettings, keep: 500 };

function file(name: string, contents: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
}

describe('trainFeeling', () => {
  test('a fifth is held back and judged right; the same seed gives the same model', () => {
    const reviewsFile = file('reviews.jsonl', lines);
    const first = trainFeeling({ reviewsFile, seed: 7, settings });
    const again = trainFeeling({ reviewsFile, seed: 7, settings });
    expect(first.heldBack).toBe(20);
    expect(first.reviews).toBe(100);
    expect(first.accuracy).toBeGreaterThanOrEqual(0.95);
    expect(first.model.grams.length).toBeLessThanOrEqual(500);
    expect(again.model).toEqual(first.model);
  });

  test.each([
    ['a line that is not JSON is named', `${lines}\n{oops`, /:101: expected/],
    ['an unknown label is named', '{"text":"好","label":"good"}', /:1: expected/],
    ['one label alone teaches nothing', '{"text":"好","label":"pos"}', /both labels/],
  ])('%s', (_claim, contents, fault) => {
    const reviewsFile = file('broken.jsonl', contents);
    expect(() => trainFeeling({ reviewsFile, seed: 1, settings })).toThrow(fault);
  });
});

describe('trainFeelingCommand', () => {
  test('writes a model that reads, a card beside it, and a report; gzip is read too', async () => {
    const data = file('reviews.jsonl.gz', gzipSync(lines));
    const out = join(folder, 'new', 'feeling.bin');
    const report = await trainFeelingCommand({ data, out }, { settings, now: () => new Date('2026-08-01T02:00:00Z') });
    expect(report).toMatch(/准确率 held-back accuracy: \d+\.\d\d % \(20 of 100 reviews\)/u);
    const card = JSON.parse(readFileSync(join(folder, 'new', 'feeling.card.json'), 'utf8')) as Record<string, unknown>;
    expect(card).toMatchObject({ date: '2026-08-01', data: { file: 'reviews.jsonl.gz', reviews: 100 } });
    const reader = createFeelingReader(out);
    expect(reader.read('这个杯子质量不错，推荐').score).toBeGreaterThan(0);
    expect(reader.read('这个杯子太差了，失望').score).toBeLessThan(0);
  });
});

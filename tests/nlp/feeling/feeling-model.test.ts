import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeFeelingModel, readFeelingModel, writeFeelingModel } from '../../../nlp/feeling/feeling-model';

const model = {
  longest: 3,
  grams: ['不好', '好', '很好吃', '\ud83d'],
  weights: Int8Array.from([-127, 40, 90, 3]),
  step: 0.05,
  bias: -0.1,
};

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'feeling-model-'))));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the model file', () => {
  test('gives back what was written, half emoji included', () => {
    const file = join(folder, 'whole.bin');
    expect(writeFeelingModel(file, model)).toBe(readFileSync(file).length);
    expect(readFeelingModel(file)).toEqual(model);
  });

  const whole = encodeFeelingModel(model);
  const flipped = Buffer.from(whole);
  flipped[whole.length - 2] = (whole[whole.length - 2] ?? 0) ^ 1;
  test.each<[string, Buffer, RegExp]>([
    ['an empty file', Buffer.alloc(0), /does not begin with/],
    ['another file', Buffer.from('{"a":1}\n{}\n'), /does not begin with/],
    ['a file cut after its first line', whole.subarray(0, 18), /header line is missing/],
    ['a file cut in the middle', whole.subarray(0, whole.length - 5), /SHA-256/],
    ['a changed byte', flipped, /SHA-256/],
    ['a header without sizes', Buffer.from('YAOSHAO-FEELING-1\n{}\nxx'), /longest/],
  ])('%s is refused with the reason and the file name', (name, bytes, fault) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.bin`);
    writeFileSync(file, bytes);
    expect(() => readFeelingModel(file)).toThrow(fault);
    expect(() => readFeelingModel(file)).toThrow(file);
  });

  test('a missing file is refused with its name', () => {
    expect(() => readFeelingModel(join(folder, 'none.bin'))).toThrow(/feeling model cannot be used.*none\.bin/u);
  });
});

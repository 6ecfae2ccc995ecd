import { readFileSync, statSync } from 'node:fs';
import { dataFile } from '../../../config/project-root';
import { feeling } from '../../../contracts/analysis';
import { createFeelingReader } from '../../../nlp/feeling/read-feeling';

const reader = createFeelingReader();

describe('the shipped feeling model', () => {
  test.each([
    ['快递很快，包装完好，用着舒服，会再来', 1],
    ['味道好极了，一家人都爱吃', 1],
    ['房间干净，前台热情，离地铁近，下次还住', 1],
    ['纸张厚实，印刷清晰，孩子很喜欢', 1],
    ['掉色严重，洗一次就变形，别买', -1],
    ['等了两个小时才送到，饭都凉了，难吃', -1],
    ['用了过敏，脸上发红发痒，客服还不理人', -1],
    ['开机就卡，电池半天没电，要求退货', -1],
  ])('%s → %d', (text, sign) => expect(Math.sign(reader.read(text).score)).toBe(sign));

  test('names the words that decided, taken from the text', () => {
    const answer = reader.read('这款水壶做工粗糙，漏水，非常失望');
    expect(answer.label).toBe('neg');
    expect(answer.words!.length).toBeGreaterThan(0);
    for (const word of answer.words!) expect('这款水壶做工粗糙，漏水，非常失望').toContain(word);
  });

  test('a close score is shown as neutral and keeps its sign', () => {
    const answers = ['东西收到了', '今天下单，明天到', '还行吧，一般般', '颜色是蓝色的', '可以'].map((t) =>
      reader.read(t),
    );
    for (const { label, score } of answers) if (label === 'neu') expect(Math.abs(score)).toBeLessThan(0.2);
  });

  test.each([
    ['nothing', ''],
    ['white space', ' \n\u3000'],
    ['only punctuation', '！！！？？？……'],
    ['a lone surrogate', '\ud800好'],
    ['ten thousand emoji', '😀'.repeat(10_000)],
    ['a million characters', '很好'.repeat(500_000)],
  ])('%s gives a valid answer', (_name, text) => expect(feeling.parse(reader.read(text))).toBeDefined());

  test('the file is small and its card tells where it comes from', () => {
    expect(statSync(dataFile('nlp/models/feeling.bin')).size).toBeLessThanOrEqual(2_000_000);
    const card = JSON.parse(readFileSync(dataFile('nlp/models/feeling.card.json'), 'utf8')) as Record<string, unknown>;
    expect(card.accuracyHeldBack).toBeGreaterThanOrEqual(0.925);
    expect(card).toMatchObject({ data: { texts: 'not shipped' } });
  });
});

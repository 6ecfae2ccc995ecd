import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { analysisInput, sentimentLabel, type AnalysisInput } from '../../../contracts/analysis';
import { genre } from '../../../contracts/primitives';
import { readContext, type TextContext } from '../../../nlp/context/read-context';
import { readStance } from '../../../nlp/context/read-stance';
import { prepare } from '../../../nlp/prepare';
import type { PreparedText } from '../../../nlp/prepared-text';
import { emptyRegistry } from '../../../nlp/registry-view';
import { detectViolations } from '../../../nlp/violations/detect';

const rows = z
  .array(z.strictObject({ genre, asserts: z.boolean(), stance: sentimentLabel, title: z.string(), text: z.string() }))
  .parse(parse(readFileSync(join(__dirname, 'genres.yaml'), 'utf8')));

function read(input: Partial<AnalysisInput> & { text: string }): { prepared: PreparedText; context: TextContext } {
  const prepared = prepare(analysisInput.parse({ id: 'x', title: '', ...input }), emptyRegistry);
  return { prepared, context: readContext(prepared) };
}

describe('readContext', () => {
  it.each(rows)('$genre: $title $text', (row) => {
    const { prepared, context } = read({ title: row.title, text: row.text });
    expect({ genre: context.genre, asserts: context.asserts }).toEqual({ genre: row.genre, asserts: row.asserts });
    const { findings } = detectViolations(prepared, context);
    expect(readStance(prepared, context, findings).label).toBe(row.stance);
  });

  it.each(rows)('the claimed kind does not turn a clear text: $title', (row) => {
    const wrong = row.asserts ? 'news' : 'ad';
    expect(read({ title: row.title, text: row.text, kind: wrong }).context.asserts).toBe(row.asserts);
  });

  it('hears trade intent', () => {
    expect(read({ text: '司美格鲁肽现货，一盒380元，加微信下单，顺丰包邮' }).context.offers).toBe(true);
    expect(read({ text: '司美格鲁肽是一种处方药，应在医生指导下使用' }).context.offers).toBe(false);
  });

  it('marks what is quoted, negated, asked and forbidden', () => {
    const { context } = read({ text: '他声称“根治糖尿病”。糖尿病不能根治。能根治吗？广告不得宣称根治。' });
    const kinds = new Set(context.scopes.map(({ kind }) => kind));
    for (const kind of ['quoted', 'reported', 'negated', 'asked', 'prohibited']) expect(kinds).toContain(kind);
    expect(context.quoted).toBe(true);
  });

  it.each([
    ['阿莫西林胶囊', '国药准字H20001234，用于敏感菌所致感染', {}, 'drug'],
    ['焕颜精华液', '晚间洁面后取两滴涂抹面部', {}, 'cosmetic'],
    ['草本抑菌膏', '外用，清洁后薄涂', {}, 'disinfectant'],
    ['苦荞茶', '茶包独立装，沸水冲泡', {}, 'food'],
    ['星河整形', '双眼皮、隆鼻，预约面诊', {}, 'aesthetic'],
    ['某某胶囊', '每日两粒', { category: '保健食品' }, 'health-food'],
  ])('%s is taken for the right class of goods', (title, text, facts, productClass) => {
    expect(read({ title, text, context: facts }).context.product.productClass).toBe(productClass);
  });

  it('gives its reasons', () => {
    const { context } = read({ text: '记者从市场监管局获悉，该公司被罚款三万元' });
    expect(context.reasons.map(({ cue }) => cue)).toContain('press');
  });
});

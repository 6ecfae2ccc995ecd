import { compileRules } from '../../rules/matcher';
import { readRuleFile } from '../../rules/read-rule-file';
import { createRuleEngine } from '../../rules/rule-engine';
import { inputOf } from './match-inputs';

test.each([
  { name: 'names the seller', title: '{seller} 疑似', given: { seller: '甲', platform: '乙网' }, expected: '甲 疑似' },
  { name: 'no seller: the platform', title: '{seller} 疑似', given: { platform: '乙网' }, expected: '乙网 疑似' },
  {
    name: 'no platform: the host',
    title: '{seller} 疑似',
    given: { url: 'https://shop.example.invalid/1' },
    expected: 'shop.example.invalid 疑似',
  },
  { name: 'nothing: left out', title: '{seller} 疑似', given: {}, expected: '疑似' },
  { name: 'left out with its colon', title: '疑似交易：{seller}', given: {}, expected: '疑似交易' },
  { name: 'left out with its brackets', title: '疑似（{seller}）交易', given: {}, expected: '疑似交易' },
  { name: 'nothing at all: the name of the rule', title: '{seller}', given: {}, expected: '减重笔' },
])('writes a title: $name', async ({ title, given, expected }) => {
  const { rules, faults } = readRuleFile(
    'rules.yaml',
    `{ id: t, name: 减重笔, level: blue, when: { query: 减重笔 }, alert: { title: '${title}', channels: [console] } }`,
  );
  expect(faults).toEqual([]);
  const [match] = await createRuleEngine({ matcher: compileRules(rules) }).accept(
    inputOf({ text: '减重笔', ...given }),
  );
  expect(match?.title).toBe(expected);
});

import { loadDrugCatalogue } from '../../registry/drug-catalogue';
import { createRegistry } from '../../registry/registry';
import type { RegistryQuestion } from '../../registry/text-facts';

const registry = createRegistry();

describe('drugs', () => {
  const rows: [string, string, string][] = [
    ['司美格鲁肽', '司美格鲁肽', 'rx'],
    ['减重笔', '司美格鲁肽', 'rx'],
    ['OZEMPIC', '司美格鲁肽', 'rx'],
    ['伟哥', '西地那非', 'rx'],
    ['毓婷', '左炔诺孕酮', 'otc-a'],
    ['芬必得', '布洛芬', 'both'],
    ['西布曲明', '西布曲明', 'banned'],
    ['听话水', 'γ-羟丁酸', 'rx'],
    ['瘦脸针', 'A型肉毒毒素', 'rx'],
  ];
  test.each(rows)('%s is %s, %s', (name, generic, status) => {
    expect(registry.drug(name)).toMatchObject({ name: generic, status });
  });

  test('a name it does not know', () => {
    expect(registry.drug('云杉通络丸')).toBeUndefined();
  });

  test('several hundred, with prescription and non-prescription ones and every kind of control', () => {
    const { drugs } = loadDrugCatalogue();
    expect(drugs.length).toBeGreaterThan(500);
    const groups = new Set(drugs.map(({ group }) => group));
    for (const group of [
      'narcotic',
      'psychotropic-1',
      'psychotropic-2',
      'toxic',
      'precursor',
      'vaccine',
      'blood-product',
      'anabolic',
      'peptide-hormone',
    ]) {
      expect(groups).toContain(group);
    }
  });

  test('every name leads to its drug', () => {
    for (const { text, id } of registry.drugNames()) expect(registry.drug(text)?.name).toBe(id);
  });
});

describe('isBannedOnline', () => {
  const rows: [string, string | undefined, boolean | 'unknown', string?][] = [
    // 一、政策法规明确禁止
    ['九价疫苗', undefined, true, 'altogether'],
    ['人血白蛋白', undefined, true, 'altogether'],
    ['静注人免疫球蛋白', '注射液', true, 'altogether'],
    ['吗啡', '片', true, 'altogether'],
    ['曲马多', '片', true, 'altogether'],
    ['专注达', undefined, true, 'altogether'],
    ['保妥适', undefined, true, 'altogether'],
    ['生马钱子', undefined, true, 'altogether'],
    ['麻黄碱', undefined, true, 'altogether'],
    ['氟[18F]脱氧葡糖注射液', undefined, true, 'altogether'],
    ['云杉县人民医院制剂', undefined, true, 'altogether'],
    ['医疗机构制剂消痛膏', undefined, true, 'altogether'],
    ['黄芪配方颗粒', undefined, true, 'altogether'],
    // 二、禁止零售：注射剂，降糖类除外
    ['头孢曲松', '注射用', true, 'retail'],
    ['注射用头孢曲松钠', undefined, true, 'retail'],
    ['维生素C注射液', undefined, true, 'retail'],
    ['司美格鲁肽', '注射液', false],
    ['司美格鲁肽注射液', undefined, false],
    ['甘精胰岛素注射液', undefined, false],
    ['利拉鲁肽', '预填充注射笔', false],
    // 含麻黄碱类复方制剂，不含麻黄的中成药
    ['氨酚伪麻片', undefined, true, 'retail'],
    ['新康泰克', '胶囊', true, 'retail'],
    ['复方盐酸伪麻黄碱缓释胶囊', undefined, true, 'retail'],
    ['小青龙颗粒', undefined, false],
    // 含麻醉药品口服复方
    ['复方甘草片', undefined, true, 'retail'],
    ['复方可待因口服溶液', undefined, true],
    // 蛋白同化制剂、肽类激素
    ['司坦唑醇', '片', true, 'retail'],
    ['重组人生长激素', undefined, true, 'retail'],
    ['胰岛素', undefined, false],
    // 单方制剂
    ['地高辛', '片', true, 'retail'],
    ['地高辛片', undefined, true, 'retail'],
    ['替格瑞洛', undefined, true, 'retail'],
    ['米非司酮片', undefined, true, 'retail'],
    ['打胎药', undefined, true, 'retail'],
    ['氨茶碱片', undefined, true, 'retail'],
    ['复方氨茶碱片', undefined, false],
    ['复方米非司酮片', undefined, true, 'retail'],
    // 抗菌药不含外用
    ['夫西地酸', '乳膏', false],
    ['夫西地酸乳膏', undefined, false],
    ['夫西地酸', '片', true, 'retail'],
    ['夫西地酸', undefined, 'unknown', 'retail'],
    ['伏立康唑片', undefined, true, 'retail'],
    ['头孢地尼胶囊', undefined, true, 'retail'],
    // 可以网售
    ['阿托伐他汀', '片', false],
    ['布洛芬缓释胶囊', undefined, false],
    ['六味地黄丸', undefined, false],
    ['二甲双胍', undefined, false],
    // 剂型不明，可能是注射剂
    ['地塞米松', undefined, 'unknown'],
    // 不认识
    ['云杉通络丸', undefined, false],
  ];
  test.each(rows.map(([name, form, banned, scope]) => ({ name, form, banned, scope })))(
    '$name $form: $banned',
    ({ name, form, banned, scope }) => {
      const found = registry.isBannedOnline(name, form);
      expect(found.banned).toBe(banned);
      if (scope !== undefined) expect(found.scope).toBe(scope);
      if (banned === true) expect(found.item).toMatch(/\p{Script=Han}/u);
      expect(found.source).toContain('111号');
    },
  );

  test('every single-ingredient item of the list is known', () => {
    const list =
      '地高辛 丙吡胺 奎尼丁 哌唑嗪 普鲁卡因胺 普罗帕酮 胺碘酮 奎宁 氨茶碱 胆茶碱 异丙肾上腺素 苯妥英钠 卡马西平 拉莫三嗪 水合氯醛 达比加群酯 华法林 替格瑞洛 西洛他唑 扑米酮 碳酸锂 异氟烷 七氟烷 恩氟烷 地氟烷 秋水仙碱 米非司酮 复方米非司酮 环丙孕酮 卡前列甲酯 雌二醇 米索前列醇 地诺前列酮 法罗培南 夫西地酸 伏立康唑 利奈唑胺 奈诺沙星 泊沙康唑 头孢地尼 伊曲康唑 左奥硝唑 头孢泊肟酯';
    for (const name of list.split(' ')) {
      expect([name, registry.drug(name)?.name]).toEqual([name, name]);
      expect([name, registry.isBannedOnline(name, '片').banned]).toEqual([name, true]);
    }
  });
});

describe('numbers', () => {
  test('without a register nothing is claimed', () => {
    expect(registry.number('drug', '国药准字H20153021')).toBe('unknown');
  });

  test('an excerpt can only confirm, a complete register can deny, a revoked number is false', () => {
    const numbers = new Map([
      ['A1', true],
      ['A2', false],
    ]);
    const some = createRegistry([{ type: 'drug', numbers, isComplete: false }]);
    const all = createRegistry([{ type: 'drug', numbers, isComplete: true }]);
    expect(['A1', 'A2', 'A3'].map((value) => some.number('drug', value))).toEqual([true, false, 'unknown']);
    expect(['A1', 'A2', 'A3'].map((value) => all.number('drug', value))).toEqual([true, false, false]);
    expect(all.number('device', 'A1')).toBe('unknown');
  });
});

describe('facts', () => {
  const question = (more: {
    title?: string;
    text?: string;
    drugs: string[];
    numbers?: string[];
  }): RegistryQuestion => ({
    input: { id: '1', title: more.title ?? '', text: more.text ?? '' },
    drugs: more.drugs,
    numbers: (more.numbers ?? []).map((type) => ({
      type,
      text: '',
      start: 0,
      end: 0,
      valid: true,
      verified: 'unknown',
    })),
  });
  const rows: [string, RegistryQuestion, object][] = [
    [
      'a prescription drug in the title',
      question({ title: '减重笔现货', drugs: ['司美格鲁肽'] }),
      { generic: '司美格鲁肽', rx: true },
    ],
    [
      'a drug that is named twice',
      question({ text: '布洛芬，布洛芬', drugs: ['布洛芬'] }),
      { generic: '布洛芬', rx: '双跨' },
    ],
    [
      'a non-prescription drug',
      question({ title: '健胃消食片', drugs: ['健胃消食片'] }),
      { generic: '健胃消食片', rx: false },
    ],
    [
      'a controlled drug',
      question({ title: '曲马多', drugs: ['曲马多'] }),
      { generic: '曲马多', rx: true, substance: '第二类精神药品' },
    ],
    ['a drug that may not be sold', question({ title: '西布曲明', drugs: ['西布曲明'] }), { generic: '西布曲明' }],
    ['a drug named once in passing', question({ text: '比布洛芬好', drugs: ['布洛芬'] }), {}],
    ['two drugs', question({ title: '布洛芬和阿司匹林', drugs: ['布洛芬', '阿司匹林'] }), {}],
    ['a drug beside one it does not know', question({ title: '布洛芬', drugs: ['布洛芬', '云杉丸'] }), {}],
    ['the number of a health food', question({ title: '二甲双胍', drugs: ['二甲双胍'], numbers: ['hf'] }), {}],
    ['no drug', question({ title: '今天天气', drugs: [] }), {}],
  ];
  test.each(rows)('%s', (_, asked, expected) => {
    expect(registry.facts(asked)).toEqual(expected);
  });
});

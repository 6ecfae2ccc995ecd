import { found, one, repeated } from './pack-case';
import type { PackCase } from './pack-case';
import { laterPackCases } from './pack-cases-later';

const earlier: readonly PackCase[] = [
  {
    rule: 'rx-drug-mass-ad',
    speaks: [
      one({
        title: '某某胶囊限时特惠',
        text: '本品疗效好，立即抢购',
        genre: 'advertisement',
        violations: [found('RX_MASS_AD')],
      }),
    ],
    stays: [
      one({ title: '某地查处处方药广告', text: '当事人被罚', genre: 'news', violations: [found('RX_MASS_AD')] }),
      one({ title: '某某胶囊', genre: 'advertisement', violations: [found('RX_MASS_AD', 'S3', 0.3)] }),
    ],
  },
  {
    rule: 'semaglutide-private-sale',
    speaks: [
      one({ text: '诺和泰现货，要的加V详聊', genre: 'forum' }),
      one({ text: '司美格鲁肽到货，老客户懂的', genre: 'listing', attributes: ['PRIVATE_TRADE'] }),
      one({ text: '瘦瘦针 私信我', genre: 'forum' }),
    ],
    stays: [
      one({ text: '司美格鲁肽纳入集采，患者可加微信公众号了解', genre: 'news' }),
      one({ text: '司美格鲁肽的用法用量请遵医嘱', genre: 'science', attributes: ['PRIVATE_TRADE'] }),
      one({ text: '感冒灵加V', genre: 'forum' }),
    ],
  },
  {
    rule: 'special-drug-ad',
    speaks: [one({ text: '瘦脸针团购', genre: 'advertisement', violations: [found('SPECIAL_DRUG_AD')] })],
    stays: [one({ text: '肉毒毒素的科普', genre: 'science', violations: [] })],
  },
  {
    rule: 'banned-online-sale',
    speaks: [one({ text: '人血白蛋白网上有货', seller: '某某小铺', violations: [found('BANNED_ONLINE_SALE', 'S4')] })],
    stays: [
      one({ text: '接种疫苗请到社区医院', violations: [] }),
      one({ text: '有货', violations: [found('BANNED_ONLINE_SALE', 'S2')] }),
    ],
  },
  {
    rule: 'controlled-substance-slang',
    speaks: [
      one({ text: '聪明药现货，备考神器', genre: 'forum', violations: [] }),
      one({ text: '懂的来', genre: 'forum', violations: [found('CONTROLLED_SLANG', 'S4')] }),
    ],
    stays: [
      one({ text: '警方提醒：警惕听话水骗局，有货是假的', genre: 'news', violations: [] }),
      one({ text: '蓝精灵动画片真好看', genre: 'forum', violations: [] }),
    ],
  },
  {
    rule: 'suspect-fake-drug',
    speaks: [
      one({ text: '祖传神药', genre: 'listing', violations: [found('SUSPECT_FAKE_DRUG', 'S4')] }),
      one({
        text: '国药准字X123',
        genre: 'listing',
        violations: [],
        numbers: [{ type: 'drug', text: '国药准字X123', valid: false }],
      }),
    ],
    stays: [
      one({
        text: '怎样识别批准文号',
        genre: 'science',
        violations: [],
        numbers: [{ type: 'drug', text: '国药准字X123', valid: false }],
      }),
      one({
        text: '正规药品',
        genre: 'listing',
        violations: [],
        numbers: [{ type: 'drug', text: '国药准字H20990001', valid: true }],
      }),
    ],
  },
  {
    rule: 'illegal-addition',
    speaks: [
      one({ text: '喝了三天心慌口干但瘦了十斤', genre: 'forum', violations: [found('ILLEGAL_ADDITION_RISK', 'S4')] }),
      one({ text: '这款酵素里检出西布曲明，我喝了很难受', genre: 'complaint', violations: [] }),
    ],
    stays: [
      one({ text: '减肥产品检出西布曲明，检察机关提醒消费者', genre: 'news', violations: [] }),
      one({ text: '减肥要靠运动', genre: 'forum', violations: [] }),
    ],
  },
  {
    rule: 'unlicensed-drug-sale',
    speaks: [
      repeated(3, {
        text: '家里多出来的药便宜出',
        kind: 'forum',
        seller: '某某用户',
        violations: [found('UNLICENSED_SALE')],
      }),
    ],
    stays: [
      repeated(2, {
        text: '家里多出来的药便宜出',
        kind: 'forum',
        seller: '某某用户',
        violations: [found('UNLICENSED_SALE')],
      }),
      repeated(3, { text: '出药', kind: 'forum', violations: [found('UNLICENSED_SALE')] }, 5, (index) => ({
        seller: `用户${index}`,
      })),
      repeated(3, { text: '出药', kind: 'news', seller: '某某用户', violations: [found('UNLICENSED_SALE')] }),
    ],
  },
  {
    rule: 'no-prescription-sale',
    speaks: [
      one({ text: '本店无需处方，直接下单', genre: 'listing', violations: [] }),
      one({ text: '先发货后补方', genre: 'listing', violations: [found('RX_NO_PRESCRIPTION')] }),
    ],
    stays: [
      one({ text: '记者调查：有商家称无需处方即可下单', genre: 'news', violations: [] }),
      one({ text: '处方药须凭处方购买', genre: 'listing', violations: [] }),
    ],
  },
  {
    rule: 'unapproved-import',
    speaks: [
      one({ text: '印度版抗癌药代购，直邮到家', genre: 'forum', violations: [] }),
      one({ text: '国外带的药', genre: 'forum', violations: [found('UNAPPROVED_IMPORT')] }),
    ],
    stays: [
      one({ text: '印度版仿制药代购案宣判', genre: 'news', violations: [] }),
      one({ text: '日版漫画到了新书', genre: 'listing', violations: [] }),
    ],
  },
  {
    rule: 'drug-recycling',
    speaks: [
      one({ text: '高价收药，量大上门', genre: 'forum', violations: [] }),
      one({ text: '长期收', genre: 'forum', violations: [found('DRUG_RECYCLING')] }),
    ],
    stays: [
      one({ text: '社区开展回收药品公益活动', genre: 'other', violations: [] }),
      one({ text: '警方捣毁回收药品窝点', genre: 'news', violations: [] }),
    ],
  },
  {
    rule: 'private-trade-lure',
    speaks: [
      repeated(5, {
        text: '加我好友',
        seller: '某某铺',
        attributes: ['PRIVATE_TRADE'],
        violations: [found('PRIVATE_TRADE', 'S2'), found('UNLICENSED_SALE')],
      }),
    ],
    stays: [
      repeated(5, {
        text: '加我好友',
        seller: '某某铺',
        attributes: ['PRIVATE_TRADE'],
        violations: [found('PRIVATE_TRADE', 'S2')],
      }),
      repeated(
        5,
        { text: '加我好友', seller: '某某铺', attributes: ['PRIVATE_TRADE'], violations: [found('UNLICENSED_SALE')] },
        15,
      ),
    ],
  },
  {
    rule: 'efficacy-guarantee',
    speaks: [one({ text: '三天根治', genre: 'advertisement', violations: [found('EFFICACY_GUARANTEE', 'S2')] })],
    stays: [
      one({ text: '治愈率为98%', genre: 'science', violations: [found('CURE_RATE', 'S2')] }),
      one({ text: '效果不错', genre: 'advertisement', violations: [found('EFFICACY_GUARANTEE', 'S2', 0.5)] }),
    ],
  },
  {
    rule: 'health-food-disease-claim',
    speaks: [one({ text: '这款蛋白粉治高血压', violations: [found('HF_DISEASE')] })],
    stays: [one({ text: '蓝帽子产品，有助于维持血脂健康水平', violations: [] })],
  },
  {
    rule: 'food-as-medicine',
    speaks: [
      repeated(3, { text: '吃这个糖化结节', seller: '某某食品店', violations: [found('NON_MED_THERAPY', 'S2')] }),
    ],
    stays: [
      repeated(2, { text: '吃这个糖化结节', seller: '某某食品店', violations: [found('NON_MED_THERAPY', 'S2')] }),
      repeated(3, { text: '高钙牛奶', seller: '某某食品店', violations: [] }),
    ],
  },
  {
    rule: 'cosmetic-medical-claim',
    speaks: [one({ text: '药妆祛痘消炎', violations: [found('COSM_MEDICAL', 'S2')] })],
    stays: [one({ text: '化妆品不具有医疗作用', violations: [] })],
  },
  {
    rule: 'unregistered-device',
    speaks: [one({ text: '家用射频仪', violations: [found('UNREGISTERED_DEVICE')] })],
    stays: [one({ text: '电子血压计，注册证见图', violations: [] })],
  },
  {
    rule: 'medical-beauty-ad',
    speaks: [one({ text: '塌鼻子快来做', genre: 'advertisement', violations: [found('APPEARANCE_ANXIETY', 'S2')] })],
    stays: [one({ text: '做完鼻子后悔了', genre: 'complaint', violations: [found('MEDICAL_SERVICE_AD', 'S2')] })],
  },
  {
    rule: 'disguised-ad',
    speaks: [
      one({ text: '养生课堂请来老师', violations: [found('DISGUISED_AD', 'S2')] }),
      one({ text: '测评文', violations: [found('NOT_LABELLED_AD', 'S1'), found('EFFICACY_GUARANTEE', 'S2')] }),
    ],
    stays: [
      one({ text: '测评文', violations: [found('NOT_LABELLED_AD', 'S1')] }),
      one({ text: '科普', violations: [] }),
    ],
  },
];

/** A case for every shipped rule. */
export const packCases: readonly PackCase[] = [...earlier, ...laterPackCases];

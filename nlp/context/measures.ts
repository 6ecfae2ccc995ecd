/** Concepts that no word list can hold: spans of time, amounts, prices, account names. Each is one linear expression. */
export interface Measure {
  readonly name: string;
  readonly pattern: RegExp;
}

const digits = '(?:\\d{1,6}(?:\\.\\d{1,3})?|[一二两三四五六七八九十百千半几数]{1,4})';
const range = `${digits}(?:\\s{0,2}[-~—–至到、]{1,2}\\s{0,2}${digits})?`;

function measure(name: string, source: string): Measure {
  return { name, pattern: new RegExp(source, 'giu') };
}

/** Expressions run over the normalised, lower-cased text. */
export const measures: readonly Measure[] = [
  measure(
    'time',
    `(?:第\\s?)?${range}\\s?(?:多|几)?\\s?(?:个)?\\s?(?:秒钟?|分钟|小时|天|日(?!报|讯|常|用|前)|晚(?!上)|夜|周(?!年)|星期|礼拜|月(?!\\d)|年(?!\\d|报|会|龄)|疗程|周期)`,
  ),
  measure('uses', `(?:第\\s?)?${range}\\s?(?:次|针|盒|瓶|贴|副|剂|支|片|粒|袋|杯|勺|包|滴|喷|抹|擦|涂|盘)`),
  measure(
    'percent',
    `\\d{1,3}(?:\\.\\d{1,3})?\\s?%|百分之[百零一二三四五六七八九十点]{1,6}|百分百|百分之百|[七八九]成[多以]?上?|\\d{1,3}(?:\\.\\d)?个百分点`,
  ),
  measure('multiple', `${digits}(?:多|余)?\\s?倍`),
  measure(
    'price',
    `[¥¥$]\\s?\\d{1,6}(?:\\.\\d{1,2})?|\\d{2,6}(?:\\.\\d{1,2})?起(?!码|到|来)|\\d{1,6}(?:\\.\\d{1,2})?\\s?(?:元|块钱|块(?!状)|rmb|r(?![a-z]))`,
  ),
  measure(
    'discount',
    `[一二三四五六七八九两半\\d](?:\\.\\d)?\\s?折(?![叠腾磨射旧扣算返断纸线])|第[二三2]\\s?[盒瓶件支]\\s?半价`,
  ),
  measure('unit-price', `\\d{2,4}(?:\\.\\d)?\\s?(?:元|块)?\\s?[一每/]\\s?[盒瓶支板贴针粒罐]`),
  measure('weight-lost', `${range}\\s?(?:多)?\\s?(?:斤|公斤|千克|kg|码)`),
  measure('people', `${digits}\\s?(?:多|余)?万?(?:多|余)?\\s?(?:名|位|例|人|患者|家庭|用户|粉丝)`),
  measure(
    'phone',
    `(?<!\\d)(?:1[3-9]\\d[\\d*x]{8}|400[-\\s]?[\\dx*]{3,4}[-\\s]?[\\dx*]{3,4}|0\\d{2,3}-?[\\dx*]{7,8})(?!\\d)`,
  ),
  measure('handle', `(?:微信号?|薇信|威信|徽信|v信|vx|wx|qq|扣扣|企鹅|加v|\\+v|➕v)\\s?[::]?\\s?[a-z0-9_*-]{4,20}`),
  measure(
    'calendar-day',
    `(?:19|20)\\d{2}\\s?年(?:\\s?\\d{1,2}\\s?月(?:\\s?\\d{1,2}\\s?日)?)?|(?<!\\d)\\d{1,2}月\\d{1,2}日`,
  ),
  measure('article', `第[一二三四五六七八九十百零〇\\d]{1,6}[条款项]`),
  measure('p-value', `p\\s?[<>=≤]\\s?0?\\.\\d{1,4}`),
  measure('drug-number', `国药(?:准|试|证|食|健)字?\\s?[^\\s,。;、]{0,3}\\s?\\d{4,12}`),
  measure('ad-number', `[\\u4e00-\\u9fa5](?:药|医械|械|食健|食特|健)广审\\s?[((]|医广\\s?[\\[((【〔]`),
  measure('health-food-number', `国食健[字注]|食健备\\s?[gj]|卫食健`),
  measure('medical-food-number', `国食注字\\s?(?:ty|yp)`),
  measure('device-number', `械注[准进许]|械备\\s?\\d|械备字|药监械`),
  measure('cosmetic-special-number', `国妆特`),
  measure('cosmetic-number', `妆网备|国妆备|妆备字|国妆网`),
  measure('disinfectant-number', `卫消证?字|消证字|卫消`),
  measure('patent-number', `zl\\s?\\d{8,13}|专利号\\s?[::]?\\s?\\d{6,}`),
  measure('spec', `\\d{1,4}(?:\\.\\d{1,3})?\\s?(?:mg|g|ml|毫克|毫升|克|iu|μg)\\s?[*x×/]`),
];

import { checkYear, isProvinceCode, provinceClass } from './checks';
import type { NumberFormat } from './number-format';

/** The last certificates of the old form were issued in September 2014 and ran five years. */
const lastOldDevice = '2019-12-31';

/** Devices, health food, special medical food, cosmetics. */
export const productFormats: readonly NumberFormat[] = [
  {
    type: 'device',
    name: '医疗器械注册证编号',
    trigger: '械注',
    pattern: new RegExp(`(国|${provinceClass})械注(准|进|许)(\\d{4})([23])(\\d{2})(\\d{4})(?!\\d)`, 'g'),
    check: ({ groups: [, issuer, origin, year, group], day }) => {
      const isNational = group === '3' || origin !== '准';
      return checkYear(year, 2014, day) ?? ((issuer === '国') === isNational ? undefined : 'wrong-issuer');
    },
    source: '医疗器械注册与备案管理办法（2021）第一百一十七条：×械注×＋年4＋类别1＋目录2＋流水4',
  },
  {
    type: 'deviceLoose',
    name: '疑似医疗器械注册证编号',
    trigger: '械注',
    pattern: new RegExp(`(?:国|${provinceClass})?械注(?:准|进|许)?字?\\s*\\d{4,16}`, 'g'),
    check: () => 'wrong-form',
    isWide: true,
    source: '宽匹配：像注册证编号而不合规则',
  },
  {
    type: 'deviceFil',
    name: '医疗器械备案编号',
    trigger: '械备',
    pattern: new RegExp(`(国|${provinceClass}[\\u4e00-\\u9fa5]{0,2})械备(\\d{4})(\\d{4,6})(?!\\d)号?`, 'g'),
    check: ({ groups: [, , year], day }) => checkYear(year, 2014, day),
    source: '医疗器械注册与备案管理办法（2021）第一百一十八条',
  },
  {
    type: 'deviceOld',
    name: '医疗器械注册证编号（旧）',
    trigger: '食药监械',
    pattern: /(?:国|[\u4e00-\u9fa5]{1,3})食药监械\((准|进|许)\)字(\d{4})第(\d{7})号/g,
    check: ({ groups: [, , year], day }) =>
      checkYear(year, 2000, day) ?? (day > lastOldDevice ? 'abolished-form' : undefined),
    source: '医疗器械注册管理办法（2004）；2014-10-01 起换用新编号，证书有效期 5 年',
  },
  {
    type: 'deviceBiz',
    name: '医疗器械经营许可（备案）编号',
    trigger: '械经营',
    pattern: /[\u4e00-\u9fa5]{1,3}(?:食药监|药监|市监)?械经营(许|备)(\d{8})(?!\d)号?/g,
    check: ({ groups: [, , digits = ''], day }) => checkYear(digits.slice(0, 4), 2014, day),
    source: '医疗器械经营监督管理办法：年4＋流水4（凭记忆，待复核）',
  },
  {
    type: 'hf',
    name: '保健食品批准（备案）号',
    trigger: '健',
    pattern:
      /(?:国食健字[gj](\d{8})|国食健注[gj](\d{8})|食健备[gj](\d{12})|卫食健进?字[([](\d{4})[)\]]第?\d{4}号)(?!\d)/g,
    check: ({ groups: [, letter, registered, filed, ministry], day }) => {
      if (filed !== undefined && !isProvinceCode(filed.slice(4)) && !filed.startsWith('00', 4))
        return 'unknown-province';
      return checkYear(
        (letter ?? registered ?? filed ?? ministry ?? '').slice(0, 4),
        filed || registered ? 2016 : 1996,
        day,
      );
    },
    source: '保健食品注册与备案管理办法（2016）；国食健字 2003–2016；卫食健字 1996–2003',
  },
  {
    type: 'sfmp',
    name: '特殊医学用途（婴幼儿配方）食品注册号',
    trigger: '国食注字',
    pattern: /国食注字(ty|yp)(\d{8})(?!\d)/g,
    check: ({ groups: [, , digits = ''], day }) => checkYear(digits.slice(0, 4), 2016, day),
    source: '特殊医学用途配方食品注册管理办法：TY＋年4＋顺序4；婴幼儿配方 YP',
  },
  {
    type: 'cosm',
    name: '化妆品注册（备案）号',
    trigger: '妆',
    pattern: new RegExp(
      `(?:国妆特字g?(\\d{8,9})|国妆特进字j?(\\d{8,9})|国妆特制字(\\d{8,9})|${provinceClass}g妆网备字(\\d{8,12})|国妆网备[进制]字\\(${provinceClass}\\)(\\d{8,12}))(?!\\d)`,
      'g',
    ),
    check: ({ groups: [, ...numbers], day }) =>
      checkYear(numbers.find((one) => one !== undefined)?.slice(0, 4), 1990, day),
    source: '化妆品注册备案管理办法（2021）及此前编号规则',
  },
];

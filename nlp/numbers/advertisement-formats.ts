import { checkYear, existingDay, provinceClass, yearsLater } from './checks';
import type { NumberFormat, NumberReason } from './number-format';

/** From this day advertisements carry numbers of the new form; an old number ran one year. */
const newFormSince = '2020-03-01';

function expiredAfter(last: string | undefined, day: string): NumberReason | undefined {
  if (last === undefined) return 'impossible-date';
  return last < day ? 'expired' : undefined;
}

/** Approvals of advertisements; all are judged by the day of publication. */
export const advertisementFormats: readonly NumberFormat[] = [
  {
    type: 'adNew',
    name: '广告批准文号',
    trigger: '广审',
    pattern: new RegExp(
      `(${provinceClass})(药|械|食健|食特)广审\\s*\\((视|声|文)\\)\\s*第?\\s*(\\d{2})(\\d{2})(\\d{2})\\s*-\\s*(\\d{5})(?!\\d)\\s*号?`,
      'g',
    ),
    check: ({ groups: [, , , , year = '', month = '', date = ''], day }) =>
      expiredAfter(existingDay(`20${year}`, month, date), day),
    source: '药品、医疗器械、保健食品、特医食品广告审查管理暂行办法（21 号令）：前 6 位为有效期截止日',
  },
  {
    type: 'adOld',
    name: '广告批准文号（旧）',
    trigger: '广审',
    pattern: new RegExp(
      `(国|${provinceClass})(药|医械|械|食健)广审\\s*\\((视|声|文)\\)\\s*第?\\s*(\\d{4})(\\d{2})(\\d{4})(?!\\d)\\s*号?`,
      'g',
    ),
    check: ({ groups: [, , , , year = '', month = ''], day }) => {
      const issued = existingDay(year, month, '01');
      if (issued === undefined) return 'impossible-date';
      return day >= newFormSince ? 'abolished-form' : expiredAfter(yearsLater(issued, 1), day);
    },
    source: '药品广告审查办法（2007）：年4＋月2＋序号4，有效期 1 年；2020-03-01 起停用',
  },
  {
    type: 'adLoose',
    name: '疑似广告批准文号',
    trigger: '广审',
    pattern: new RegExp(
      `(?:国|${provinceClass})?(?:药|医械|械|食健|食特)广审\\s*[([]?[视声文]?[)\\]]?\\s*第?\\s*\\d[\\d\\s-]{3,16}号?`,
      'g',
    ),
    check: () => 'wrong-form',
    isWide: true,
    source: '宽匹配：像广告批准文号而不合规则',
  },
  {
    type: 'medAd',
    name: '医疗广告审查证明文号',
    trigger: '医广',
    pattern: new RegExp(
      `\\(?(${provinceClass}|某)\\)?中?医广\\s*[([]\\s*(\\d{4})\\s*[)\\]]\\s*第?\\s*(\\d{2})-?(\\d{2})-?(\\d{2,3})(?!\\d)\\s*号`,
      'g',
    ),
    check: ({ groups: [, , year = '', month = '', date = ''], day }) => {
      const issued = existingDay(year, month, date);
      if (issued === undefined) return 'impossible-date';
      return checkYear(year, 2007, day) ?? expiredAfter(yearsLater(issued, 1), day);
    },
    source: '医疗广告管理办法（2007）：有效期 1 年',
  },
];

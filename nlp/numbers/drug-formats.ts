import { checkOrigin, checkYear, isProvinceCode, provinceClass } from './checks';
import type { NumberFormat } from './number-format';

const none = (): undefined => undefined;

/** Drug approvals, from the national form to what only looks like one. */
export const drugFormats: readonly NumberFormat[] = [
  {
    type: 'drug',
    name: '药品批准文号',
    trigger: '国药准字',
    pattern: /国药准字\s*(?:([hzsbjft])|([hzs])([cj]))\s*(\d{8})(?!\d)/g,
    check: ({ groups: [, , transferred, , digits = ''], day }) =>
      transferred === undefined ? checkOrigin(digits, day) : checkYear(digits.slice(0, 4), 1985, day),
    source: '药品注册管理办法（2020）附：国药准字 H/Z/S(C/J)＋四位年号＋四位顺序号；旧号为来源码＋年＋顺序号',
  },
  {
    type: 'drugLoose',
    name: '疑似药品批准文号',
    trigger: '国药',
    pattern: /国药(?:准|试|证)字?[^\s,。;、]{0,3}?[a-z]{0,2}\s*\d{4,14}/g,
    check: () => 'wrong-form',
    isWide: true,
    source: '宽匹配：像批准文号而不合任何规则',
  },
  {
    type: 'notDrugApproval',
    name: '非药品批准文号',
    trigger: '字',
    pattern:
      /(?:国药健字|卫药健字|药健字|国食药(?:准|监)?字|国药械字|国卫药准?字|卫药准字|国健药字|国药[食特保妆]字|国医准字|药食准字|中药准字)\s*[a-z(]?[a-z0-9()\-第号]{4,20}/g,
    check: () => 'not-an-approval',
    isWide: true,
    source: '“健字”号药品 2004 年已全部撤销；“国食药字”等从未作为药品批准文号',
  },
  {
    type: 'importOld',
    name: '进口药品注册证号',
    trigger: '注册证号',
    pattern: /(?:进口药品注册证号|医药产品注册证号)[:\s]*(b?[hzs]c?(\d{8}))(?!\d)/g,
    check: ({ groups: [, , digits = ''], day }) => checkYear(digits.slice(0, 4), 1985, day),
    source: '药品注册管理办法（2007）第一百七十一条',
  },
  {
    type: 'drugBiz',
    name: '药品经营许可证号',
    pattern: new RegExp(`(?<![a-z0-9])${provinceClass}([abcd])([ab])\\d{7,10}(?!\\d)`, 'g'),
    check: none,
    source: '药品经营许可证编号规则：省简称＋经营方式 A/B/C/D＋A/B＋数字（凭记忆，待复核）',
  },
  {
    type: 'infoSvc',
    name: '互联网药品信息服务资格证书编号',
    trigger: '经营性',
    pattern: new RegExp(`\\(?(${provinceClass})\\)?\\s*-\\s*(非?经营性)\\s*-\\s*(\\d{4})\\s*-\\s*(\\d{4})(?!\\d)`, 'g'),
    check: ({ groups: [, , , year = ''], day }) =>
      checkYear(year, 2004, day) ?? (Number(year) + 5 < Number(day.slice(0, 4)) ? 'expired' : undefined),
    source: '互联网药品信息服务管理办法第十七条：有效期 5 年',
  },
  {
    type: 'platform',
    name: '网络交易第三方平台备案编号',
    trigger: '平台备字',
    pattern: new RegExp(`\\((${provinceClass}|国)\\)网(药|械)平台备字[([](\\d{4})[)\\]]第?(\\d{4,6})号`, 'g'),
    check: ({ groups: [, , , year], day }) => checkYear(year, 2017, day),
    source: '药品网络销售监督管理办法、医疗器械网络销售监督管理办法',
  },
  {
    type: 'psb',
    name: '公安联网备案号',
    trigger: '公网安备',
    pattern: new RegExp(`${provinceClass}公网安备\\s?(\\d{14})号`, 'g'),
    check: ({ groups: [, digits = ''] }) => (isProvinceCode(digits) ? undefined : 'unknown-province'),
    source: '计算机信息网络国际联网安全保护管理办法；前 6 位为 GB/T 2260 代码',
  },
  {
    type: 'icp',
    name: 'ICP 备案（许可）号',
    trigger: 'icp',
    pattern: new RegExp(`${provinceClass}icp[备证]\\s?\\d{6,10}号?(?:-\\d{1,3})?(?!\\d)`, 'g'),
    check: none,
    source: '非经营性互联网信息服务备案管理办法',
  },
];

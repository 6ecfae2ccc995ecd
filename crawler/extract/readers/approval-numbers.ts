const forms: readonly RegExp[] = [
  /国药准字\s*[A-Z]{1,2}\s*\d{8}/giu,
  /国药准字\s*\d{4}[A-Z]\d{4,6}/giu,
  /(?:进口药品注册证号|医药产品注册证号)?[:：\s]*\b[HZSB][CJ]?\d{8}\b/gu,
  /国食健[注字备]?[GJ]?\s*[GJ]?\d{8,12}/giu,
  /食健备[GJ]\s*\d{12}/giu,
  /卫食健[进]?字[（(〔[]?\d{4}[)）〕\]]?第?\s*\d{3,4}号?/gu,
  /国食注字TY\d{8}/giu,
  /国[妆特]{1,2}[妆特字网备进]*(?:字)?[GJ]?\d{8,12}/giu,
  /[国\p{Script=Han}]械[备注]?[准进许]?字?(?:\d{13,14}|20\d{2}第?\d{7}号?|20\d{8,})号?/gu,
  /[\p{Script=Han}]{1,2}(?:药|械|食健|特食)广审[（(][文视声][)）]第?\s*[\d-]{6,20}号?/gu,
];

/** Approval, registration and advertisement-approval numbers as they stand in a text, each once. Their truth is checked elsewhere. */
export function findApprovalNumbers(text: string): string[] {
  const found = new Map<number, string>();
  for (const form of forms) {
    for (const match of text.matchAll(form)) {
      const value = match[0].replace(/^[^:：]*[:：]\s*/u, '').replace(/\s+/gu, '');
      const overlaps = [...found].some(
        ([at, other]) => match.index < at + other.length && at < match.index + match[0].length,
      );
      if (value !== '' && !overlaps) found.set(match.index, value);
    }
  }
  return [...new Set([...found].sort(([a], [b]) => a - b).map(([, value]) => value))];
}

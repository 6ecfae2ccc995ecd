/** Whether a known fact (licence, registration, prescription check) says that there is none; unknown is not absent. */
export function isAbsent(fact: unknown): boolean {
  return fact === false || (typeof fact === 'string' && /^(?:none|no|not[-_ ]shown|missing|无|未|没有)/u.test(fact));
}

/** A piece of HTML that is already safe to send. */
export class Markup {
  constructor(readonly text: string) {}
}

export type MarkupPart = Markup | string | number | undefined | readonly MarkupPart[];

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it may stand in HTML and XML, in elements and in quoted attributes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/gu, (sign) => entities[sign] ?? sign);
}

function partText(part: MarkupPart): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapeMarkup(String(part));
  return part.map(partText).join('');
}

/** Template tag: everything put in is escaped unless it is Markup itself; lists are joined. */
export function markup(strings: TemplateStringsArray, ...parts: MarkupPart[]): Markup {
  return new Markup(strings.map((text, index) => (index === 0 ? text : partText(parts[index - 1]) + text)).join(''));
}

/** Data for a `<script type="application/ld+json">` or a script variable; `<` cannot close the element. */
export function scriptJson(value: unknown): Markup {
  return new Markup(JSON.stringify(value, undefined, 1).replaceAll('<', '\\u003c'));
}

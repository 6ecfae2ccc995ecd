import { normaliseTime } from '../find-dates';
import { tidyText } from '../open-page';
import type { PageFacts, Reading } from '../reading';

/** Title, time and author out of `itemprop` attributes and `<time datetime>`. */
export function readMicrodata(facts: PageFacts): Reading[] {
  const { $ } = facts;
  const readings: Reading[] = [];
  const marked = $('[itemprop], time[datetime]');
  const first = (name: string): ReturnType<typeof marked.first> =>
    marked.filter((_, { attribs }) => attribs.itemprop === name).first();
  const headline = tidyText(first('headline').text());
  if (headline !== '') readings.push({ field: 'title', value: headline, reader: 'microdata', confidence: 0.7 });
  const published = first('datePublished');
  const time = normaliseTime(published.attr('content') ?? published.attr('datetime') ?? published.text());
  if (time !== null) readings.push({ field: 'publishedAt', value: time, reader: 'microdata', confidence: 0.75 });
  const author = first('author');
  const name = tidyText(author.find('[itemprop="name"]').first().text() || author.attr('content') || author.text());
  if (name !== '' && name.length <= 60)
    readings.push({ field: 'author', value: name, reader: 'microdata', confidence: 0.65 });
  const tag = marked.filter((_, element) => element.name === 'time').first();
  const shown = normaliseTime(tag.attr('datetime') ?? '');
  if (shown !== null) readings.push({ field: 'publishedAt', value: shown, reader: 'time-element', confidence: 0.6 });
  return readings;
}

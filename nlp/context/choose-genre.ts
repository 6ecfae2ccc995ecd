import type { Genre, Kind } from '../../contracts/primitives';

const sellingGenres: readonly Genre[] = ['advertisement', 'listing', 'forum'];
const tellingGenres: readonly Genre[] = ['news', 'notice', 'science', 'complaint', 'forum', 'law', 'listing', 'other'];
const genreOfKind: Partial<Record<Kind, Genre>> = {
  ad: 'advertisement',
  live: 'advertisement',
  listing: 'listing',
  news: 'news',
  forum: 'forum',
};
const kindWeight = 0.5;
const leastGenre = 0.5;

/** The genre with the most evidence among those that fit what the text does; `kind` only tilts a close call. */
export function chooseGenre(scores: Partial<Record<Genre, number>>, asserts: boolean, kind: Kind | undefined): Genre {
  const tilted = kind ? genreOfKind[kind] : undefined;
  let best: Genre = asserts ? 'advertisement' : 'other';
  let bestScore = asserts ? 0 : leastGenre;
  for (const genre of asserts ? sellingGenres : tellingGenres) {
    const score = (scores[genre] ?? 0) + (genre === tilted ? kindWeight : 0);
    if (score > bestScore) {
      best = genre;
      bestScore = score;
    }
  }
  return best;
}

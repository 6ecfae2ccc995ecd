import { benchCrawl } from './crawl';

/** `bench crawl`: static pages a second with robots, extraction, and WARC on, beside a bare CheerioCrawler. */
export function bench(): Promise<string> {
  return benchCrawl();
}

import { crawlerSettings } from '../../config/crawler-settings';
import { Robots, type RobotsAnswer } from '../../crawler/robots';
import { Web } from '../../crawler/web';
import { HandClock, startLocalWeb, testSettings, testSource, type LocalWeb } from './local-web';

const hourMs = 3_600_000;

function robotsWith(answers: RobotsAnswer[]) {
  const clock = new HandClock();
  const robots = new Robots(crawlerSettings.parse({}).robots, { clock, agent: 'YaoshaoBot' });
  let asked = 0;
  const judge = (path: string) =>
    robots.judge(new URL(path, 'http://a.example.invalid'), '', () => {
      asked += 1;
      return Promise.resolve(answers[Math.min(asked, answers.length) - 1]!);
    });
  return { clock, judge, asked: () => asked };
}

const text = (lines: string): RobotsAnswer => ({ kind: 'text', text: lines });

describe('robots.txt', () => {
  it.each([
    ['a disallowed folder', 'User-agent: *\nDisallow: /private/', '/private/a', false],
    ['everything else', 'User-agent: *\nDisallow: /private/', '/public', true],
    ['the longest match', 'User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
    [
      'our own group before the general one',
      'User-agent: *\nDisallow: /\n\nUser-agent: YaoshaoBot\nAllow: /',
      '/x',
      true,
    ],
    ['a wildcard with an end', 'User-agent: *\nDisallow: /*.pdf$', '/a/b.pdf', false],
    ['an empty file', '', '/x', true],
    ['a byte order mark', '\uFEFFUser-agent: *\nDisallow: /', '/x', false],
    ['robots.txt itself', 'User-agent: *\nDisallow: /', '/robots.txt', true],
    ['a line without end', `User-agent: *\nDisallow: /${'*'.repeat(400_000)}x\nDisallow: /no`, '/no', false],
  ])('is followed for %s', async (_, file, path, allowed) => {
    expect((await robotsWith([text(file)]).judge(path)).allowed).toBe(allowed);
  });

  it('allows everything where there is none, nothing where it cannot be had', async () => {
    expect(await robotsWith([{ kind: 'absent' }]).judge('/x')).toMatchObject({ allowed: true, why: 'no-rules' });
    expect(await robotsWith([{ kind: 'unreachable' }]).judge('/x')).toMatchObject({
      allowed: false,
      why: 'unreachable',
    });
  });

  it('gives Crawl-delay in milliseconds', async () => {
    const { judge } = robotsWith([text('User-agent: *\nCrawl-delay: 2.5\nDisallow: /no')]);
    expect((await judge('/x')).crawlDelayMs).toBe(2500);
  });

  it('is kept for hours, asked for again within a day', async () => {
    const { clock, judge, asked } = robotsWith([text(''), text('User-agent: *\nDisallow: /')]);
    await judge('/x');
    await clock.advance(11 * hourMs);
    await judge('/y');
    expect(asked()).toBe(1);
    await clock.advance(13 * hourMs);
    expect((await judge('/x')).allowed).toBe(false);
  });

  it('uses the older copy while it is unreachable, and asks again soon', async () => {
    const { clock, judge, asked } = robotsWith([text('User-agent: *\nDisallow: /no'), { kind: 'unreachable' }]);
    await judge('/x');
    await clock.advance(13 * hourMs);
    expect((await judge('/x')).allowed).toBe(true);
    expect((await judge('/no')).allowed).toBe(false);
    await clock.advance(11 * 60_000);
    await judge('/x');
    expect(asked()).toBe(3);
  });
});

describe('robots.txt of a real server', () => {
  let site: LocalWeb;
  let web: Web;
  const polite = () => testSource({ politeness: { minDelay: '0s', concurrency: 1, respectRobots: true } });
  beforeEach(async () => {
    site = await startLocalWeb();
    web = new Web(testSettings());
  });
  afterEach(async () => {
    await web.close();
    await site.close();
  });

  it.each([
    [404, 'ok'],
    [403, 'ok'],
    [500, 'robots-disallowed'],
    [503, 'robots-disallowed'],
  ])('answering %d lets pages be %s', async (status, outcome) => {
    site.route('/robots.txt', (_, response) => response.writeHead(status).end('User-agent: *\nDisallow: /'));
    const entered = await web.admit(`${site.origin}/x`, polite()).then(
      (pass) => (pass.release(), 'ok'),
      (error: unknown) => (error as { reason: string }).reason,
    );
    expect(entered).toBe(outcome);
  });

  it('is read up to the size cap and no further', async () => {
    site.route('/robots.txt', (_, response) => {
      response.write('User-agent: *\nDisallow: /no\n');
      const more = setInterval(() => response.write(`# ${'x'.repeat(65_536)}\n`), 1);
      response.on('close', () => clearInterval(more));
    });
    expect(await web.isAllowed(`${site.origin}/no`, polite())).toBe(false);
    expect(await web.isAllowed(`${site.origin}/yes`, polite())).toBe(true);
  });

  it('has its Crawl-delay kept by the gate, on the injected clock', async () => {
    await web.close();
    const clock = new HandClock();
    web = new Web(testSettings({ gate: { maxWaitMs: 60_000 } }), { clock });
    site.route('/robots.txt', (_, response) => response.end('User-agent: *\nCrawl-delay: 7\nDisallow:\n'));
    (await web.admit(`${site.origin}/1`, polite())).release();
    let second: number | undefined;
    const start = clock.now();
    const entering = web.admit(`${site.origin}/2`, polite()).then(() => (second = clock.now() - start));
    await clock.advance(6999);
    expect(second).toBeUndefined();
    await clock.advance(1);
    await entering;
    expect(second).toBe(7000);
  });
});

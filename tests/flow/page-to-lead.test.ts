import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../pipeline/find-browser';
import { demoAddress, startProcess, temporaryFolder, type ServiceProcess } from './service-process';

// What a person does who has never seen the product: `demo`, sign in, watch, open, read why, make a lead; then another
// officer receives it. Real service, real browser, the sample web.

jest.setTimeout(180_000);

const folder = temporaryFolder();
const executablePath = findBrowser('');
let service: ServiceProcess;
let browser: Browser;
const complaints: string[] = [];

beforeAll(async () => {
  if (executablePath === undefined)
    throw new Error('no browser: run `npm run setup` as root, or set YAOSHAO_BROWSER_PATH');
  service = await startProcess(
    ['demo', '--port', '0', '--sample-port', '0', '--seed', 'flow', '--data', folder.path],
    demoAddress,
  );
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser?.close();
  await service?.end('SIGTERM');
  folder.remove();
});

const by = (name: string): string => `[data-testid=${name}]`;

async function signedIn(username: string, password: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(`${page.url()} ${error.message}`));
  page.on('console', (message) => {
    // A request without a session is answered 401 before the sign-in; the browser reports that as an error of its own.
    if (message.type() === 'error' && !message.text().includes('401'))
      complaints.push(`${page.url()} ${message.text()}`);
  });
  await page.goto(service.url);
  await page.fill(`${by('signin-username')} input, input${by('signin-username')}`, username);
  await page.fill(`${by('signin-password')} input, input${by('signin-password')}`, password);
  await page.click(by('signin-submit'));
  await page.waitForSelector(by('nav-live'));
  return page;
}

test('from a page of the sample web to a lead that another officer receives', async () => {
  const monitor = await signedIn('jiance', 'Sample-Jiance-01');
  await monitor.click(by('nav-live'));
  await monitor.waitForSelector(by('live-row'), { timeout: 60_000 });
  await monitor.click(by('live-row'));
  await monitor.click(by('alert-open'));

  const quote = await monitor.waitForSelector(by('alert-quote'));
  expect((await quote.textContent())?.trim()).not.toBe('');
  const picture = await monitor.waitForSelector(`${by('alert-screenshot')} img, img${by('alert-screenshot')}`, {
    timeout: 60_000,
  });
  await monitor.waitForFunction((image) => (image as unknown as { naturalWidth: number }).naturalWidth > 100, picture);

  await monitor.click(by('alert-to-lead'));
  await monitor.waitForURL(/\/leads\/l_/);
  const address = new URL(monitor.url()).pathname;

  // The enforcement officer of the same house takes it in, and hands it down to the city, where it is received.
  const enforcer = await signedIn('jicha', 'Sample-Jicha-02');
  await enforcer.click(by('nav-leads'));
  await enforcer.click(by('lead-row'));
  await enforcer.waitForURL(`**${address}`);
  await enforcer.click(by('lead-start'));
  await confirmed(enforcer);
  await stateShows(enforcer, /核查/);
  await enforcer.click(by('lead-handover'));
  await enforcer.click(by('lead-target'));
  await enforcer.click('.n-base-select-option:has-text("示例市")');
  await confirmed(enforcer, '请依法核查');
  await stateShows(enforcer, /签收|接收|交办/);

  const city = await signedIn('shiju', 'Sample-Shiju-05');
  await city.goto(`${service.url}${address}`);
  await city.click(by('lead-receive'));
  await confirmed(city, '已收');
  await stateShows(city, /核查/);

  expect(complaints).toEqual([]);
});

/** Answers the dialogue that an action opens, where it opens one. */
async function confirmed(page: Page, words = ''): Promise<void> {
  const confirm = await page.waitForSelector(by('reason-confirm'), { timeout: 2000 }).catch(() => null);
  if (confirm === null) return;
  if (words !== '') await page.fill(`${by('reason-text')} textarea, textarea${by('reason-text')}`, words);
  await confirm.click();
  await page.waitForSelector(by('reason-confirm'), { state: 'detached' });
}

async function stateShows(page: Page, state: RegExp): Promise<void> {
  await page.locator(by('lead-state')).filter({ hasText: state }).first().waitFor();
}

import { existsSync } from 'node:fs';

// The same places as in setup.mjs, which installs one of them and may not import what is not built yet.
const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Path of the browser that is used: the configured one, otherwise the first that is there; undefined when there is none. */
export function findBrowser(configured: string): string | undefined {
  return configured === '' ? places.find((path) => existsSync(path)) : configured;
}

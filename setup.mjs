#!/usr/bin/env node
// Everything that has to stand before the product can run, and nothing else: installs from the lockfile when stale,
// builds what is stale, finds a browser or installs one, and says what it does. Has no dependency of its own.
//   node setup.mjs setup | build | demo | start | test [arguments …]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const say = (text) => process.stderr.write(`[setup] ${text}\n`);
const serverFolders = [
  'contracts',
  'config',
  'text',
  'crawler',
  'nlp',
  'rules',
  'alerts',
  'leads',
  'registry',
  'access',
  'archive',
  'pipeline',
  'demo',
  'tests/bench',
  'tests/eval',
];

class SetupFailure extends Error {}

function run(command, args, { env = {}, quiet = false } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    // Data belongs to stdout; everything set-up prints goes to stderr.
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  return {
    ok: result.status === 0,
    status: result.status,
    stdout: String(result.stdout ?? ''),
    stderr: String(result.stderr ?? ''),
  };
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupFailure(`Node.js ${process.versions.node} 太旧，需要 20.19 或更新 / Node.js 20.19 or newer is needed`);
}

function fingerprint(files) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function* filesBelow(folder, wanted) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(path, wanted);
    else if (wanted.test(entry.name)) yield path;
  }
}

/** Changes when any file of these folders is added, removed, or edited. */
function sourceMark(folders, wanted, more) {
  const hash = createHash('sha256');
  for (const folder of folders.filter((name) => existsSync(join(root, name)))) {
    for (const file of [...filesBelow(folder, wanted)].sort()) {
      const { mtimeMs, size } = statSync(join(root, file));
      hash.update(`${file} ${mtimeMs} ${size}\n`);
    }
  }
  for (const file of more) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

const readMark = (file) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '');
function writeMark(file, mark) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), mark);
}

function install() {
  const mark = fingerprint(['package.json', 'package-lock.json', 'console/package.json', '.npmrc']);
  if (readMark('node_modules/.yaoshao-install') === mark) return;
  say('安装依赖 / installing packages from the lockfile (npm ci), about one minute …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // onnxruntime-node would otherwise try to download GPU libraries that are not used.
  const result = run(npm, ['ci', '--no-audit', '--no-fund'], {
    env: { ONNXRUNTIME_NODE_INSTALL: 'skip', npm_config_yes: 'true' },
  });
  if (!result.ok) throw new SetupFailure('npm ci 失败，见上 / npm ci failed, see above');
  writeMark('node_modules/.yaoshao-install', mark);
}

const serverMark = () =>
  sourceMark(serverFolders, /\.ts$/, ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json']);

function buildServer() {
  const mark = serverMark();
  if (readMark('dist/.yaoshao-build') === mark) return;
  say('编译服务 / compiling the server …');
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const result = run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json']);
  if (!result.ok) throw new SetupFailure('编译失败，见上 / the compiler found faults, see above');
  writeMark('dist/.yaoshao-build', mark);
}

function buildConsole() {
  const mark = sourceMark(['console', 'contracts'], /\.(m?ts|vue|css|html|json|svg|png)$/, ['package-lock.json']);
  if (readMark('console/dist/.yaoshao-build') === mark) return;
  say('构建控制台 / building the console …');
  const result = run(process.execPath, [
    join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    'console',
    '--logLevel',
    'warn',
  ]);
  if (!result.ok) throw new SetupFailure('控制台构建失败，见上 / building the console failed, see above');
  writeMark('console/dist/.yaoshao-build', mark);
}

/** One builder at a time: a second process waits until the first is done. */
function withLock(work) {
  const lock = join(root, 'node_modules', '.yaoshao-lock');
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  const until = Date.now() + 300_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (Date.now() - statSync(lock).mtimeMs > 300_000 || Date.now() > until)
        rmSync(lock, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

const browserPlaces = [
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

const findBrowser = () => [process.env.YAOSHAO_BROWSER_PATH, ...browserPlaces].find((path) => path && existsSync(path));
const isRootWithApt = () => process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
const hasChineseFont = () => {
  const listed = run('fc-list', [':lang=zh', 'family'], { quiet: true });
  return process.platform !== 'linux' || (listed.ok && listed.stdout.trim() !== '');
};

function aptInstall(packages) {
  say(`安装 / installing with apt-get: ${packages.join(' ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const first = run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, quiet: true });
  if (first.ok) return;
  run('apt-get', ['update', '-qq'], { env, quiet: true });
  const second = run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env, quiet: true });
  if (!second.ok) say(`apt-get 未成功 / apt-get did not succeed: ${second.stderr.trim().split('\n').at(-1) ?? ''}`);
}

function browser() {
  if (isRootWithApt()) {
    const wanted = [
      ...(findBrowser() ? [] : ['chromium-headless-shell']),
      ...(hasChineseFont() ? [] : ['fontconfig', 'fonts-noto-cjk']),
    ];
    if (wanted.length > 0) aptInstall(wanted);
  } else if (!findBrowser()) {
    say('未找到浏览器，尝试下载 / no browser found, trying to download one …');
    const result = run(
      process.execPath,
      [join('node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium-headless-shell'],
      { quiet: true },
    );
    if (!result.ok) say('下载未成功 / the download did not succeed');
  }
  const found = findBrowser();
  if (found) say(`浏览器 / browser: ${found}`);
  else
    say(
      '没有浏览器：网页截图与脚本渲染将缺失，其余照常。安装 Chromium 或设置 YAOSHAO_BROWSER_PATH。/ Without a browser there are no screenshots and no script-drawn pages; the rest works. Install Chromium or set YAOSHAO_BROWSER_PATH.',
    );
  if (!hasChineseFont())
    say(
      '没有中文字体：截图与示例图片中的汉字会是方框。/ Without a Chinese font, screenshots show boxes: install fonts-noto-cjk.',
    );
}

/** Compiles the server when its sources changed; what `bin/yaoshao.mjs` calls before every command. */
export function ensureServer() {
  checkNode();
  if (!existsSync(join(root, 'node_modules', '.yaoshao-install'))) withLock(install);
  if (readMark('dist/.yaoshao-build') !== serverMark()) withLock(buildServer);
}

/** Everything, in order. */
export function setUp() {
  checkNode();
  withLock(() => {
    install();
    buildServer();
    buildConsole();
    browser();
  });
}

function hand(command, args) {
  const result = spawnSync(process.execPath, [command, ...args], { cwd: root, stdio: 'inherit' });
  process.exitCode = result.status ?? 1;
}

async function main([task = 'setup', ...rest]) {
  if (task === 'build') {
    checkNode();
    withLock(() => {
      install();
      buildServer();
      buildConsole();
    });
    return;
  }
  setUp();
  if (task === 'setup') return;
  if (task === 'test') {
    hand(join(root, 'node_modules', 'jest', 'bin', 'jest.js'), rest);
    return;
  }
  if (task !== 'demo' && task !== 'start')
    throw new SetupFailure(`unknown task "${task}": setup, build, demo, start, or test`);
  // In this process, so that Ctrl-C and SIGTERM reach the service itself.
  const commandLine = createRequire(import.meta.url)(join(root, 'dist', 'pipeline', 'command-line.js'));
  process.exitCode = await commandLine.runCommandLine([task, ...rest]);
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

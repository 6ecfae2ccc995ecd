import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Command } from 'commander';
import { checkArchive } from '../../archive/doctor';
import { SettingsFault } from '../../config/load';
import type { Settings } from '../../config/schema';
import { readRuleFolders } from '../../rules/rule-files';
import { createSegmenter } from '../../text/segment';
import { findBrowser } from '../find-browser';
import type { HealthCheck } from '../house';
import { readSettings, settledPath } from '../main';
import { readSources, SourceFileFaulty } from '../source-shelf';
import { put } from './command';

type Checked = Omit<HealthCheck, 'name'>;
const ok = (message: string): Checked => ({ status: 'ok', message });

function checkNode(): Checked {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isEnough = major > 20 || (major === 20 && minor >= 19);
  return isEnough
    ? ok(`Node.js ${process.versions.node}`)
    : { status: 'down', message: `Node.js ${process.versions.node}：需要 20.19 或更新 / 20.19 or newer is needed` };
}

function checkBrowser(settings: Settings): Checked {
  const path = findBrowser(settings.browserPath);
  if (path === undefined)
    return {
      status: 'degraded',
      message:
        '没有浏览器，将没有截图；运行 npm run setup 或设置 YAOSHAO_BROWSER_PATH / no browser, no screenshots: npm run setup',
    };
  if (!existsSync(path)) return { status: 'degraded', message: `文件不存在 / no such file: ${path}` };
  const version = execFileSync(path, ['--version', '--no-sandbox'], {
    timeout: 20_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
    .toString()
    .trim();
  return ok(`${path} ${version}`);
}

function checkClock(): Checked {
  const offset = -new Date().getTimezoneOffset();
  const year = new Date().getFullYear();
  if (year < 2025)
    return { status: 'down', message: `系统时间 ${new Date().toISOString()} 不可信，请校时 / the clock is wrong` };
  return ok(`${new Date().toISOString()}，本机时区 ${offset / 60} 小时；界面一律按北京时间 / shown in Asia/Shanghai`);
}

async function checkRuleFiles(settings: Settings): Promise<Checked> {
  const { rules, faults } = await readRuleFolders(settings.rules.folders.map(settledPath));
  if (faults.length > 0)
    return { status: 'down', message: `${faults.length} 处错误，运行 yaoshao rules check / faults in rule files` };
  return ok(`${rules.length} 条规则 / rules`);
}

function checkSources(settings: Settings): Checked {
  try {
    const sources = readSources(settings.sources.files.map(settledPath));
    return sources.length === 0
      ? { status: 'degraded', message: '尚未配置信源，请编辑 config/sources.yaml / no sources yet' }
      : ok(`${sources.length} 个信源 / sources`);
  } catch (error) {
    if (error instanceof SourceFileFaulty) return { status: 'down', message: error.message };
    throw error;
  }
}

function checkConsole(settings: Settings): Checked {
  const page = join(settledPath(settings.consoleFolder), 'index.html');
  return existsSync(page)
    ? ok(page)
    : { status: 'degraded', message: '控制台尚未构建，运行 npm run build / the console is not built' };
}

async function guarded(name: string, check: () => Checked | Promise<Checked>): Promise<HealthCheck> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    return { name, status: 'down', message: error instanceof Error ? error.message : String(error) };
  }
}

async function allChecks(settings: Settings): Promise<HealthCheck[]> {
  return [
    await guarded('node', checkNode),
    await guarded('clock', checkClock),
    await guarded('browser', () => checkBrowser(settings)),
    await guarded('segmenter', () =>
      ok(
        `${createSegmenter(settings.analysis.segmenter).cut('药品监督').join(' / ')} (${settings.analysis.segmenter})`,
      ),
    ),
    ...(await checkArchive(settledPath(settings.dataFolder))),
    await guarded('rules', () => checkRuleFiles(settings)),
    await guarded('sources', () => checkSources(settings)),
    await guarded('console', () => checkConsole(settings)),
  ];
}

const marks = { ok: '✔', degraded: '!', down: '✘' } as const;

async function doctor(options: { json?: true }): Promise<void> {
  let checks: HealthCheck[];
  try {
    checks = await allChecks(readSettings());
  } catch (error) {
    if (!(error instanceof SettingsFault)) throw error;
    checks = [{ name: 'settings', status: 'down', message: error.message }];
  }
  if (options.json) await put(JSON.stringify(checks));
  else for (const check of checks) await put(`${marks[check.status]} ${check.name.padEnd(18)} ${check.message}`);
  if (checks.some((check) => check.status === 'down')) process.exitCode = 1;
}

/** `yaoshao doctor`: what is there, what is missing, and what to do about it. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('体检 / check browser, stores, clock, disk, and settings')
    .option('--json', 'JSON')
    .action(doctor);
}

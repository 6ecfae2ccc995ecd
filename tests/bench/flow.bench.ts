import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { startSampleWeb } from '../../demo/sample-web';
import { dataFile } from '../../config/project-root';
import { writeSampleSources } from '../../pipeline/commands/sample-sources';
import { tokenOfMonitor } from '../flow/monitor-token';
import { startProcess } from '../flow/service-process';

interface Frame {
  readonly type: string;
  readonly data?: { readonly trace?: { readonly respondedAt?: string } };
}

function listen(url: string, token: string, latencies: number[]): WebSocket {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, { headers: { authorization: `Bearer ${token}` } });
  socket.on('message', (data) => {
    const frame = JSON.parse((data as Buffer).toString()) as Frame;
    const respondedAt = frame.data?.trace?.respondedAt;
    if (frame.type === 'alert.raised' && respondedAt !== undefined)
      latencies.push(Date.now() - Date.parse(respondedAt));
  });
  return socket;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

const value = (text: string, name: string): number =>
  Number(new RegExp(`^${name} ([\\d.]+)`, 'm').exec(text)?.[1] ?? 0);

/**
 * `bench flow [pages/s] [seconds]`: the sample web publishes, the real service (its own process) crawls, analyses,
 * archives, and matches the shipped rules; measured is the time from response received to the frame on a socket client.
 */
export async function bench(words: readonly string[]): Promise<string> {
  const [rate, seconds] = [Number(words[0] ?? 20), Number(words[1] ?? 60)];
  const folder = mkdtempSync(join(tmpdir(), 'yaoshao-bench-'));
  const data = join(folder, 'data');
  const web = await startSampleWeb({
    port: 0,
    seed: 'bench',
    stock: 10,
    crawlDelaySeconds: 0,
    pace: { perSecond: rate, suspectShare: 0.3, faults: false },
  });
  web.pause();
  const token = await tokenOfMonitor(data);
  const service = await startProcess(['start'], /running: (http\S+)/, {
    YAOSHAO_DATA_FOLDER: data,
    YAOSHAO_HTTP_PORT: '0',
    YAOSHAO_LOG_LEVEL: 'error',
    YAOSHAO_RULES_FOLDERS: dataFile('config/rules'),
    YAOSHAO_SOURCES_FILES: writeSampleSources(web.baseUrl, folder),
    YAOSHAO_ANALYSIS_READ_IMAGES: 'false',
  });
  try {
    const latencies: number[] = [];
    const socket = listen(service.url, token, latencies);
    await new Promise((resolve) => setTimeout(resolve, 8000));
    latencies.length = 0;
    const before = web.published().length;
    web.resume();
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    web.pause();
    const published = web.published().length - before;
    await new Promise((resolve) => setTimeout(resolve, 8000));
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    socket.close();
    const sorted = latencies.sort((a, b) => a - b);
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(sorted, share));
    const pages = value(metrics, 'yaoshao_pages_total');
    return `flow: ${published} pages published in ${seconds} s (${(published / seconds).toFixed(1)}/s), ${pages} fetched, ${sorted.length} alerts; response received → frame p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms`;
  } finally {
    await service.end('SIGTERM');
    await web.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

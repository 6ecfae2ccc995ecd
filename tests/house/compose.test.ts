import { parse } from 'yaml';
import { z } from 'zod';
import { textOf } from './source-tree';

/** The part of the Compose specification that the file uses; strict, so that a misspelt key fails without an engine at hand. */
const service = z.strictObject({
  build: z.string(),
  image: z.string(),
  init: z.boolean(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  user: z.string(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string().regex(/^[\d.]+:\d+:\d+$/)),
  volumes: z.array(z.string().regex(/^[\w./-]+:[\w./-]+(:ro)?$/)),
  tmpfs: z.array(z.string()),
  shm_size: z.string().regex(/^\d+[kmg]$/),
  mem_limit: z.string().regex(/^\d+[kmg]$/),
  stop_grace_period: z.string().regex(/^\d+s$/),
  healthcheck: z.strictObject({
    test: z.array(z.string()).min(2),
    interval: z.string(),
    timeout: z.string(),
    retries: z.number(),
    start_period: z.string(),
  }),
});
const compose = z.strictObject({
  name: z.string(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.strictObject({})),
});

test('docker-compose.yml is valid, and every named volume is declared', () => {
  const file = compose.parse(parse(textOf('docker-compose.yml')));
  const named = Object.values(file.services)
    .flatMap((one) => one.volumes.map((volume) => volume.split(':')[0] ?? ''))
    .filter((name) => !/[./]/.test(name));
  expect(named.filter((name) => !(name in file.volumes))).toEqual([]);
});

test('the published port is on the loopback and no password is in the file', () => {
  const file = compose.parse(parse(textOf('docker-compose.yml')));
  for (const one of Object.values(file.services)) {
    expect(one.ports.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
    expect(Object.keys(one.environment).filter((name) => /PASSWORD|SECRET(?!_FILE)/.test(name))).toEqual([]);
  }
});

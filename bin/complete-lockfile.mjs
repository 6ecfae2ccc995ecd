// Run after `npm install`: lists in package-lock.json the packages of other platforms that a partial registry mirror
// does not hold. `npm ci` wants every optional package listed, also those it will not install.
//   node bin/complete-lockfile.mjs package-lock.json
import { readFileSync, writeFileSync } from 'node:fs';
const file = process.argv[2];
const lock = JSON.parse(readFileSync(file, 'utf8'));
const os = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  win32: 'win32',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  sunos: 'sunos',
  aix: 'aix',
  wasm32: null,
  openharmony: 'openharmony',
};
const cpus = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];
let added = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (path === '') continue;
    const nested = `${path}/node_modules/${name}`,
      top = `node_modules/${name}`;
    if (lock.packages[nested] || lock.packages[top]) continue;
    const parts = name.toLowerCase().split(/[-/@]/);
    const system = parts.find((part) => part in os) ?? (parts.includes('android') ? 'android' : undefined);
    const cpu = cpus.find((one) => parts.some((part) => part === one || (one === 'ppc64' && part === 'ppc64le')));
    if (!/^\d/.test(version) || (!system && !cpu)) {
      console.log('left', path, name, version);
      continue;
    }
    lock.packages[top] = {
      version,
      optional: true,
      ...(entry.dev ? { dev: true } : {}),
      ...(cpu ? { cpu: [cpu] } : {}),
      ...(system && os[system] ? { os: [os[system]] } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, JSON.stringify(lock, null, 2) + '\n');
console.log('added', added);

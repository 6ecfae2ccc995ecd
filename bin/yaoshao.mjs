#!/usr/bin/env node
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureServer } from '../setup.mjs';

ensureServer();
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { runCommandLine } = createRequire(import.meta.url)(join(root, 'dist', 'pipeline', 'command-line.js'));
process.exitCode = await runCommandLine(process.argv.slice(2));

import { runCommandLine } from './command-line';

// The container's entry: `yaoshao start` on what was built into the image, without the set-up's checks.
void runCommandLine(['start']).then((status) => {
  process.exitCode = status;
});

import { runCommandLine } from './command-line';

// The command line without the set-up's checks: what a container and the flow tests start from what was built.
void runCommandLine(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});

// `npm start [-- --demo]`: builds and opens VSK Tracker, in its own window or else in the browser.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from './build.ts';
import { productElectron } from './electronRuntime.ts';
import { planStart } from './startPlan.ts';

const project = resolve(import.meta.dirname, '..');
process.chdir(project);
if (!build()) process.exit(1);

const appArguments = process.argv.slice(2);
const machine = { platform: process.platform, environment: process.env, isRoot: process.getuid?.() === 0 };
const plan = planStart(productElectron({ download: true }), machine, appArguments);

if (plan.show === 'electron') {
  console.log('Opening VSK Tracker ...');
  // Set by some editors' terminals; it would make Electron behave as plain Node.
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  spawn(plan.executable, plan.arguments, { stdio: 'inherit', env: environment })
    .on('error', (error) => {
      console.error(`Electron could not be started: ${error.message}`);
      process.exitCode = 1;
    })
    .on('exit', (code) => {
      process.exitCode = code ?? 1;
    });
} else {
  for (const line of plan.say) console.log(line);
  const host = spawn(process.execPath, ['main/hosts/preview.ts', ...appArguments], {
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  let opened = false;
  createInterface({ input: host.stdout }).on('line', (line) => {
    console.log(line);
    const address = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(line)?.[0];
    if (address === undefined || opened) return;
    opened = true;
    openBrowser(address);
  });
  host.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => host.kill(signal));
}

/** Opens the address, or says that it is to be opened by hand. */
function openBrowser(address: string): void {
  const byHand = () => console.log(`No browser could be opened from here: open the address above in one.`);
  if (plan.show !== 'preview' || plan.openBrowser === null) {
    byHand();
    return;
  }
  const { command, arguments: given } = plan.openBrowser;
  const browser = spawn(command, [...given, address], { stdio: 'ignore', detached: true });
  browser.on('error', byHand);
  browser.on('exit', (code) => {
    if (code !== 0) byHand();
  });
  browser.unref();
}

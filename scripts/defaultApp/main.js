// Stands in for Electron's own default_app.asar in the test Electron, which came without one.
// It awaits the app's main at the top level: Electron then holds 'ready' back until that main has loaded, as it would
// for a packaged app; with a plain import() the app would register its app:// scheme too late.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const require = createRequire(import.meta.url);
const given = process.argv.slice(1);
let target = null;
while (given.length > 0 && target === null) {
  const argument = given.shift();
  if (argument === '-v' || argument === '--version') {
    console.log(`v${process.versions.electron}`);
    process.exit(0);
  } else if (argument === '-a' || argument === '--abi') {
    console.log(process.versions.modules);
    process.exit(0);
  } else if (argument === '-r' || argument === '--require') {
    require(resolve(given.shift()));
  } else if (!argument.startsWith('-')) {
    target = resolve(argument);
  }
}
if (target === null) {
  console.error('Say which app to open: electron <folder>');
  process.exit(1);
}

// Electron would show a dialog that no test can answer, and wait.
process.on('uncaughtException', (error) => {
  console.error(error);
  process.exit(1);
});

const manifest = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
app.setVersion(manifest.version);
app.name = manifest.productName ?? manifest.name;
app.setAppPath(target);
await import(pathToFileURL(join(target, manifest.main)).href);

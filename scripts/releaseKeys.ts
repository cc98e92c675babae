// `npm run release:keys -- --key <file> --name <words>`: makes the pair of keys that signs updates. The private half goes
// into a file outside the repository, under a passphrase; the public half is printed, to be added to the code.
import { parseArgs } from 'node:util';
import { readPassphrase } from '#hosts/cli/passphrase.ts';
import { makeReleaseKey } from './releaseKey.ts';

const { values } = parseArgs({
  options: { key: { type: 'string' }, name: { type: 'string' }, 'passphrase-fd': { type: 'string' } },
});
try {
  if (!values.key || !values.name)
    throw new Error(
      'Say where the private key goes, and whose it is: npm run release:keys -- --key /media/stick/release.key --name "Kent 2026"',
    );
  const passphrase = await readPassphrase('Passphrase for the private key: ', values['passphrase-fd']);
  const fromTerminal = values['passphrase-fd'] === undefined;
  if (fromTerminal && (await readPassphrase('The same again: ', undefined)) !== passphrase)
    throw new Error('The two passphrases differ. Nothing was written.');
  const publicKey = makeReleaseKey(values.key, values.name, passphrase);
  console.log(
    `Wrote the private key to ${values.key}. Keep it off every machine that is online, and a copy in a safe.`,
  );
  console.log('Add this line to pinnedKeys in main/service/store/updates/pinnedKeys.ts, and release with it:');
  console.log(`  { name: ${JSON.stringify(values.name)}, publicKey: '${publicKey}' },`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

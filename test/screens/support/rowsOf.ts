// `node rowsOf.ts <store's folder> <passphrase> <SQL>`: prints the rows as JSON. A process of its own: Playwright's loader cannot load the
// SQLite driver.
import { join } from 'node:path';
import { readKeyFile } from '#db/keys/keyFile.ts';
import { unlockKeyFile } from '#db/keys/unlockKeyFile.ts';
import { openForReading } from '#db/open.ts';

const [folder = '', passphrase = '', sql = ''] = process.argv.slice(2);
const keyFile = readKeyFile(join(folder, 'children.vskkey'));
const unlocked = keyFile && (await unlockKeyFile(keyFile, passphrase, 'passphrase'));
const key = keyFile && unlocked?.keys.get(keyFile.current);
if (!key) throw new Error('The store was not unlocked.');
const reader = openForReading(join(folder, 'children.vsk'), key);
console.log(JSON.stringify(reader.prepare(sql).all()));
reader.close();

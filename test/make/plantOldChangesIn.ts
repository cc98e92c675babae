// Run in a process of its own by tests that cannot load the database: node test/make/plantOldChangesIn.ts <folder> <passphrase>
import { plantOldChanges } from './plantOldChanges.ts';

const [folder = '', passphrase = ''] = process.argv.slice(2);
await plantOldChanges(folder, passphrase);

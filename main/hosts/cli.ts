// `npx vsk`: the same procedures as the window, for scripts and for a machine without one.
import { join } from 'node:path';
import { chosenFolder } from '#service/store/folderChoice.ts';
import { parseOptions } from './cli/options.ts';
import { CliFailure } from './cli/work.ts';
import { defaultHome } from './home.ts';

const help = `VSK Tracker, command line

  vsk create  --name <your name>                     make a new encrypted store
  vsk import  <files…> [--refused <folder>] [--dry-run] [--confirm]
                                                     bring files in; refused rows are written to <folder>;
                                                     --confirm says yes to what is asked of a whole file
              [--as-of YYYY-MM-DD]                   the day that the files speak of, where their names do not say it
              [--questions <file>] [--answers <file>]   what is asked is written to a file, and answered from one
  vsk report gap --measure <id> [--year 2024/25] [--from 2015/16] [--by locality|county]
                 [--peer Kent|England] [--cohort LAC12|all] [--pool single|three|all] [--format table|csv|json]
                                                     the gap to peers; small counts are suppressed
  vsk report measures                                the measures and the years they have
  vsk pack    --school <URN or name> --out <folder> [--as-at YYYY-MM-DD] [--password-fd N]
                                                     review packs for the school's designated teacher
  vsk demo    [--seed 2011]                          make a demonstration store with synthetic children
  vsk upgrade                                        bring a store of an earlier version up to date, after a backup;
                                                     no other command does
  vsk doctor  [--check]                              what state the store is in; changes nothing, and needs no
                                                     passphrase; with one (or --check, which asks) it reads every page
  vsk help

Options for all
  --store <folder>       where the store is (default: the desktop app's)
  --passphrase-fd <N>    read the passphrase from an open file descriptor; otherwise it is asked for
                         e.g.  vsk import list.csv --passphrase-fd 0 < passphrase.txt

Exit status: 0 done; 1 failed; 2 wrong usage; 3 this Node is too old; 4 wrong passphrase; 5 done, but rows were refused;
6 the store is of an earlier version: vsk upgrade; 7 the files ask something: nothing was imported; 8 no file was read;
9 done, but children who are looked after here are not on the list.`;

const exitStatus = (code: string): number => ({ invalidInput: 2, wrongPassphrase: 4, upgradeNeeded: 6 })[code] ?? 1;

async function main(): Promise<number> {
  let parsed: ReturnType<typeof parseOptions>;
  try {
    parsed = parseOptions();
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    return 2;
  }
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if (values.help || command === undefined || command === 'help') {
    console.log(help);
    return command === undefined && !values.help ? 2 : 0;
  }
  const home = defaultHome();
  const folder = values.store ?? (command === 'demo' ? join(home, 'demonstration') : chosenFolder(home));
  // Loaded only now, so that help answers at once.
  const commands = await import('./cli/commands.ts');
  const run = commands.commands[command as keyof typeof commands.commands];
  if (!Object.hasOwn(commands.commands, command)) {
    console.error(`There is no command '${command}'.\n\n${help}`);
    return 2;
  }
  return run({ folder, values, rest });
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof CliFailure ? exitStatus(error.code) : 1;
}

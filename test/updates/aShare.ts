import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job } from '#contract/jobs.ts';
import type { PreparedUpdate, UpdateAnswer } from '#contract/updates.ts';
import { publicKeyText } from '#scripts/releaseKey.ts';
import { signFolder } from '#scripts/releaseSign.ts';
import { updateProcedures } from '#service/calls/procedures/updates.ts';
import type { ServiceContext } from '#service/context/context.ts';
import type { Installation } from '#service/context/installation.ts';
import { Jobs } from '#service/jobs/jobs.ts';
import { manifestName, signatureName } from '#service/store/updates/manifest.ts';

/** The council's key, and one that nobody trusts. */
export const trusted = generateKeyPairSync('ed25519').privateKey;
export const stranger = generateKeyPairSync('ed25519').privateKey;

export type ShareOptions = { version?: string; key?: KeyObject; bytes?: number };

/** A share with a signed update, an installed app that looks into it, and a home on this computer. */
export class Share {
  readonly root = mkdtempSync(join(tmpdir(), 'vsk-updates-'));
  readonly folder = join(this.root, 'share');
  readonly home = join(this.root, 'home');
  readonly backups: string[] = [];
  readonly jobs = new Jobs();
  installed: Installation = {
    version: '1.9.0',
    home: this.home,
    platform: 'linux',
    arch: 'x64',
    keys: [{ name: 'Kent, for tests', publicKey: publicKeyText(trusted) }],
  };
  /** Done while the backup is made, for what happens between the check and the copy. */
  meanwhile: () => void = () => undefined;

  constructor() {
    mkdirSync(this.folder);
    mkdirSync(this.home);
  }

  installerName = (version: string) => `vsk-tracker-${version}-linux-x86_64.AppImage`;
  path = (name: string) => join(this.folder, name);

  /** Puts a signed update there, by the very tool that signs releases. */
  async put({ version = '1.10.0', key = trusted, bytes = 3_000_000 }: ShareOptions = {}): Promise<string> {
    const name = this.installerName(version);
    writeFileSync(this.path(name), randomBytes(bytes));
    await signFolder({ folder: this.folder, key, version, date: '2026-11-25', notes: 'Faster lists.' });
    return name;
  }

  /** Changes the manifest and signs it again: what a holder of the key could do by mistake. */
  resign(change: (manifest: Record<string, unknown>) => unknown, key: KeyObject = trusted): void {
    const changed = change(JSON.parse(readFileSync(this.path(manifestName), 'utf8')) as Record<string, unknown>);
    this.signBytes(Buffer.from(typeof changed === 'string' ? changed : JSON.stringify(changed)), key);
  }

  signBytes(bytes: Buffer, key: KeyObject = trusted): void {
    writeFileSync(this.path(manifestName), bytes);
    writeFileSync(this.path(signatureName), sign(null, bytes, key).toString('base64'));
  }

  /** The one file of the manifest, changed. */
  resignFile(change: Record<string, unknown>): void {
    this.resign((manifest) => ({ ...manifest, files: [{ ...(manifest.files as object[])[0], ...change }] }));
  }

  get context(): ServiceContext {
    const store = {
      folder: join(this.home, 'store'),
      backUp: async (reason: string) => {
        this.backups.push(reason);
        this.meanwhile();
        return { backupId: 'made' };
      },
    };
    return { installation: this.installed, jobs: this.jobs, store } as unknown as ServiceContext;
  }

  async check(folder: string | undefined = this.folder): Promise<UpdateAnswer> {
    return updateProcedures['updates.check'](this.context, folder === undefined ? {} : { folder });
  }

  /** Starts the preparation and waits for its end. */
  async prepare(version = '1.10.0', whileRunning: (jobId: string) => void = () => undefined): Promise<Job> {
    const { jobId } = await updateProcedures['updates.prepare'](this.context, { version, folder: this.folder });
    for (;;) {
      const job = this.jobs.get(jobId);
      if (job.state !== 'running') return job;
      whileRunning(jobId);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** The path that a preparation answered. Throws where it failed. */
  async prepared(version = '1.10.0'): Promise<string> {
    const job = await this.prepare(version);
    if (job.state !== 'done') throw new Error(`${job.state}: ${job.error?.message}`);
    return (job.result as PreparedUpdate).path;
  }

  /** What lies where the shell starts installers from. */
  verified(): string[] {
    const folder = join(this.home, 'updates', 'verified');
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

export const sha512 = (bytes: Buffer) => createHash('sha512').update(bytes).digest('hex');

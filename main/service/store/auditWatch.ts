import type { AuditFile } from '#db/audit/auditFile.ts';
import type { AuditHead } from '#db/audit/chain.ts';
import { auditFault } from '#db/audit/chain.ts';
import type { AuditCheck } from '#db/audit/checkAudit.ts';
import { isUnreadable, theApp } from '#db/audit/openAudit.ts';
import type { KeyRing } from '#db/keys/keyRing.ts';
import type { Connection } from '#db/open.ts';
import { CallFailure } from '../context/callFailure.ts';
import { log } from '../context/log.ts';
import type { Progress } from '../context/progress.ts';
import { storeFiles } from '../context/storeFiles.ts';
import { runOffThread } from '../jobs/runOffThread.ts';
import type { checkAuditTask } from './diagnostics/checkAuditTask.ts';
import { noteAuditHead } from './openAuditOf.ts';

/** So many entries at most are in the audit before its head is sealed anew, however fast they come. */
const mostUnsealed = 20;

/** Said in the audit once a page of it could not be read. */
const damagedWords =
  'The audit could not be read to its end: its file is damaged. At the next unlock it is put aside, and what can be read of it is kept.';

/**
 * Keeps watch over the audit of an open store: seals its head in the key file, and reads the whole of it once after the unlock,
 * in a thread of its own. What is wrong is named by an entry each, once.
 */
export class AuditWatch {
  readonly #folder: string;
  readonly #ring: KeyRing;
  readonly #audit: () => AuditFile;
  readonly #store: () => Connection;
  readonly #now: () => number;
  /** What key file and store said when the store was opened: sealing again must not hide what that tells. */
  readonly #sealed: AuditHead | null;
  #ended = false;
  /** The head that the store was last noted with in this session. */
  #noted = '';
  /** Said once, not with each try. */
  #failing = false;
  #last: AuditCheck | null = null;
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(options: {
    folder: string;
    ring: KeyRing;
    /** The audit as it is open now: a re-key opens it anew. */
    audit: () => AuditFile;
    /** The store's writing connection as it is open now. */
    store: () => Connection;
    /** Milliseconds since 1970, of the real clock. */
    now: () => number;
    sealed: AuditHead | null;
  }) {
    this.#folder = options.folder;
    this.#ring = options.ring;
    this.#audit = options.audit;
    this.#store = options.store;
    this.#now = options.now;
    this.#sealed = options.sealed;
  }

  /** What the last reading of the whole audit found; null while there was none since the unlock. */
  get last(): AuditCheck | null {
    return this.#last;
  }

  /** Seals every so often and reads once, until `end`. @param busy the audit is closed for a moment */
  start(options: { sealEvery: number; checkAfter: number; busy: () => boolean }): void {
    const sealing = setInterval(() => options.busy() || this.seal(), options.sealEvery);
    const checking = setTimeout(() => {
      // What goes wrong is noted by the check itself.
      if (!options.busy()) this.check().catch(() => undefined);
    }, options.checkAfter);
    // Neither keeps a process alive.
    for (const timer of [sealing, checking]) timer.unref();
    this.#timers.push(sealing, checking);
  }

  /**
   * Seals the number and the hash of the last entry in the key file, and notes them in the store, so that a file that is cut off
   * or exchanged for an older one is told from it, alone or with either of them. Never fails: what cannot be sealed now (a full disk) is sealed the next time.
   */
  seal(): void {
    const { number, hash } = this.#audit().head;
    const sealed = this.#ring.auditHead();
    const isSealed = number === (sealed?.number ?? 0) && hash === (sealed?.hash ?? '');
    try {
      // A change of people is about to be put in place, on a disk that had room for it.
      if (!isSealed && !this.#ring.isChanging)
        this.#ring.setAuditHead({ number, hash, at: new Date(this.#now()).toISOString() });
      const store = this.#store();
      // A write under way takes its time, and may be undone; the next sealing notes it.
      if (number > 0 && this.#noted !== hash && store.open && !store.inTransaction) {
        noteAuditHead(store, { number, hash });
        this.#noted = hash;
      }
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) log.error((error as { code?: string }).code ?? 'failed', { where: 'audit', error });
      this.#failing = true;
    }
  }

  /** After each call: somebody who reads much in a moment does not get ahead of the seal. */
  keepUp(): void {
    if (this.#audit().head.number - (this.#ring.auditHead()?.number ?? 0) >= mostUnsealed) this.seal();
  }

  /** Reads the whole audit and names what is wrong and was not named before. */
  async check(): Promise<AuditCheck> {
    const key = Buffer.from(this.#ring.key);
    const ended = () => this.#ended;
    const progress: Progress = {
      report: async () => undefined,
      get cancelled() {
        return ended();
      },
      hold: () => undefined,
    };
    try {
      const { audit } = storeFiles(this.#folder);
      const found = await runOffThread<typeof checkAuditTask>(
        'checkAudit',
        { audit, key, sealed: this.#sealed },
        progress,
      );
      if (!this.#ended) {
        this.#last = found;
        this.#name(found);
      }
      return found;
    } catch (error) {
      if (!(error instanceof CallFailure && error.code === 'cancelled'))
        log.error((error as { code?: string }).code ?? 'failed', { where: 'audit', error });
      if (isUnreadable(error) && !this.#ended) this.#nameDamage();
      throw error;
    } finally {
      key.fill(0);
    }
  }

  #nameDamage(): void {
    const audit = this.#audit();
    audit.noteDamage();
    audit.append({ user: theApp, action: auditFault, outcome: 'failed', detail: damagedWords });
  }

  #name({ faults }: AuditCheck): void {
    const audit = this.#audit();
    const named = audit.connection.prepare('SELECT 1 FROM entry WHERE action = ? AND detail = ?');
    for (const { words } of faults)
      if (!named.get(auditFault, words))
        audit.append({ user: theApp, action: auditFault, outcome: 'failed', detail: words });
  }

  /** Ends the watch, and a reading under way, so that no thread keeps the key. */
  end(): void {
    this.#ended = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }
}

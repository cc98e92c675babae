import { prepareReplacement, type Replacement } from '#db/replaceFile.ts';
import type { People } from '#domain/people/peopleThatHold.ts';
import { type AuditHead, auditHeadOf, sealAuditHead } from './auditHead.ts';
import { fingerprintOf, isAuthentic, signed, textOf } from './keyFile.ts';
import type { KeyFile, KeySlot, SlotKind } from './keyFileShape.ts';
import { peopleOf, sealPeople } from './people.ts';
import { sealTo } from './sealing.ts';
import { aboutSealedKey, makeSlot, openSlot } from './slots.ts';
import type { StretchCost, Stretcher } from './stretch.ts';
import { AlteredKeyFileError } from './unlockKeyFile.ts';

type Ways = Pick<KeyFile, 'slots' | 'oldSlots'>;
type AnySlot = Pick<KeySlot, 'slotId' | 'kind' | 'userId' | 'confirmed'>;
/** What is changed of a key file; the rest stays. */
export type Change = {
  /** The ways in, out of those there are when the file is written. */
  ways?: (present: Ways) => Ways;
  keyed?: Partial<Pick<KeyFile, 'current' | 'pending' | 'keys'>>;
  people?: People;
  auditHead?: AuditHead;
};

/** The ways in without some, and with one more. */
export const waysWithout =
  (which: (slot: AnySlot) => boolean, added: readonly KeySlot[] = []) =>
  ({ slots, oldSlots }: Ways): Ways => ({
    slots: [...slots.filter((slot) => !which(slot)), ...added],
    oldSlots: oldSlots.filter((slot) => !which({ ...slot, confirmed: true })),
  });

/**
 * The key file of an open store with the keys it protects: every change is written at once, whole, and sealed to every way
 * in. `wipe` ends it.
 */
export class KeyRing {
  readonly path: string;
  #file: KeyFile;
  #people: People | null;
  #auditHead: AuditHead | null;
  #changes = 0;
  #prepared = 0;
  readonly #keys: Map<string, Buffer>;
  readonly #now: () => string;
  readonly #cost: StretchCost | undefined;
  readonly #stretcher: Stretcher | undefined;

  constructor(options: {
    path: string;
    file: KeyFile;
    keys: Map<string, Buffer>;
    now: () => string;
    cost?: StretchCost | undefined;
    stretcher?: Stretcher | undefined;
  }) {
    this.path = options.path;
    this.#file = options.file;
    this.#keys = options.keys;
    this.#people = peopleOf(this.#file, (fingerprint) => this.#keys.get(fingerprint));
    this.#auditHead = auditHeadOf(this.#file, (fingerprint) => this.#keys.get(fingerprint));
    this.#now = options.now;
    this.#cost = options.cost;
    this.#stretcher = options.stretcher;
  }

  /** A key file for a new store, with one way in. */
  static async create(options: {
    path: string;
    storeId: string;
    key: Buffer;
    userId: string;
    passphrase: string;
    now: () => string;
    cost?: StretchCost | undefined;
  }): Promise<KeyRing> {
    const { path, storeId, key, now, cost } = options;
    const fingerprint = fingerprintOf(key);
    const empty: KeyFile = {
      format: 'vsk-tracker-key',
      version: 3,
      storeId,
      serial: 0,
      current: fingerprint,
      pending: null,
      slots: [],
      oldSlots: [],
      keys: [{ fingerprint, madeAt: now(), sealed: {} }],
      people: null,
      auditHead: null,
      macs: {},
      checksum: '',
    };
    const ring = new KeyRing({ path, file: empty, keys: new Map([[fingerprint, key]]), now, cost });
    await ring.add({ kind: 'passphrase', userId: options.userId, secret: options.passphrase });
    return ring;
  }

  /** Grows with every change of the file's people, ways in or keys; the head of the audit, sealed meanwhile, is none. */
  get changes(): number {
    return this.#changes;
  }

  /** A change lies beside the file and is not in its place yet. */
  get isChanging(): boolean {
    return this.#prepared > 0;
  }

  get storeId(): string {
    return this.#file.storeId;
  }

  /** The key the store has; the ring's own, not to be wiped by the caller. */
  get key(): Buffer {
    const key = this.#keys.get(this.#file.current);
    if (!key) throw new Error('The key ring was wiped; the store is locked.');
    return key;
  }

  /** A key the store has or had, by its fingerprint; null when nobody has it any more. */
  keyFor(fingerprint: string): Buffer | null {
    return this.#keys.get(fingerprint) ?? null;
  }

  /**
   * What may open the store's file: the current key, and the one a re-key was about to give. An earlier key may not: whoever
   * left the team has it still, and an old store put back by hand would be written on under it.
   */
  get candidates(): [fingerprint: string, key: Buffer][] {
    return [this.#file.current, this.#file.pending ?? ''].flatMap((fingerprint) => {
      const key = this.#keys.get(fingerprint);
      return key ? [[fingerprint, key] as [string, Buffer]] : [];
    });
  }

  /** Throws `AlteredKeyFileError` unless the file is as somebody with the key that opened the store left it. */
  requireAuthentic(fingerprint: string): void {
    const key = this.#keys.get(fingerprint);
    if (Object.keys(this.#file.macs).length === 0) return;
    if (!key || !isAuthentic(this.#file, key)) throw new AlteredKeyFileError();
  }

  /** Every key, the current one first: what the shell keeps so that a restarted data process can go on. */
  allKeys(): Buffer {
    const others = [...this.#keys].filter(([fingerprint]) => fingerprint !== this.#file.current);
    return Buffer.concat([this.key, ...others.map(([, key]) => key)]);
  }

  /** The head of the audit as it was sealed last; null where none was. */
  auditHead(): AuditHead | null {
    return this.#auditHead;
  }

  /** Seals the head of the audit into the key file, which is written whole at once. */
  setAuditHead(head: AuditHead): void {
    this.#write({ auditHead: head });
  }

  /** Who the people are by the key file; null until a store was unlocked by a version that keeps them here. */
  people(): People | null {
    return this.#people;
  }

  /** Seals who the people are into the key file, which is written whole at once. */
  setPeople(people: People): void {
    this.#write({ people });
  }

  get slots(): readonly KeySlot[] {
    return this.#file.slots;
  }

  /** People whose way in is still as version 1 wrote it: they are not part of a re-key until they have unlocked once. */
  get oldSlotUsers(): string[] {
    return this.#file.oldSlots.map(({ userId }) => userId);
  }

  /** Whether the secret is this way in's own. */
  async opens(slotId: string, secret: string): Promise<boolean> {
    const slot = this.#file.slots.find((each) => each.slotId === slotId);
    const privateKey = slot ? await openSlot(this.storeId, slot, secret, this.#stretcher) : null;
    privateKey?.fill(0);
    return privateKey !== null;
  }

  /** Makes a way in, which takes half a second and writes nothing; `add` or a prepared change puts it in the file. */
  makeWayIn(choice: { kind: SlotKind; userId: string; secret: string; label?: string; confirmed?: boolean }) {
    return makeSlot({
      ...choice,
      storeId: this.storeId,
      madeAt: this.#now(),
      cost: this.#cost,
      stretcher: this.#stretcher,
    });
  }

  /** Adds a way in, which may replace others: whoever has the old secret gets nothing from the new file. */
  async add(
    choice: Parameters<KeyRing['makeWayIn']>[0],
    instead: (slot: AnySlot) => boolean = () => false,
  ): Promise<string> {
    const slot = await this.makeWayIn(choice);
    this.#write({ ways: waysWithout(instead, [slot]) });
    return slot.slotId;
  }

  /** Takes ways in away. Throws, and changes nothing, when none would be left. */
  remove(which: (slot: AnySlot) => boolean): void {
    this.#write({ ways: waysWithout(which) });
  }

  /** A recovery key that was typed back: it is valid from now on, and every other one is gone. */
  confirmRecoveryKey(slotId: string): void {
    this.#write({
      ways: ({ slots, oldSlots }) => ({
        slots: slots
          .filter((slot) => slot.kind !== 'recoveryKey' || slot.slotId === slotId)
          .map((slot) => (slot.slotId === slotId ? { ...slot, confirmed: true } : slot)),
        oldSlots,
      }),
    });
  }

  /** Before the store's file is exchanged for the one under `key`: both keys are in the file, so either store opens. */
  beginRekey(key: Buffer): void {
    const fingerprint = fingerprintOf(key);
    this.#keys.set(fingerprint, key);
    const added = { fingerprint, madeAt: this.#now(), sealed: {} };
    this.#write({ keyed: { pending: fingerprint, keys: [...this.#file.keys, added] } });
  }

  /**
   * After the store was opened: which key it has is known now. A re-key that was cut off is finished, or forgotten where
   * the store still has its old key; a key file of version 1 becomes one of version 2.
   */
  settle(fingerprint: string): void {
    const { pending, current, keys } = this.#file;
    if (pending === null && current === fingerprint && Object.keys(this.#file.macs).length > 0) return;
    const dropped = pending !== null && pending !== fingerprint ? pending : null;
    if (dropped !== null) {
      this.#keys.get(dropped)?.fill(0);
      this.#keys.delete(dropped);
    }
    const known = keys.some((each) => each.fingerprint === fingerprint)
      ? keys
      : [...keys, { fingerprint, madeAt: this.#now(), sealed: {} }];
    const kept = known.filter((each) => each.fingerprint !== dropped);
    this.#write({ keyed: { current: fingerprint, pending: null, keys: kept } });
  }

  get isWiped(): boolean {
    return this.#keys.size === 0;
  }

  wipe(): void {
    for (const key of this.#keys.values()) key.fill(0);
    this.#keys.clear();
  }

  #write(change: Change): void {
    this.prepare(change).place();
  }

  /**
   * Writes the changed file beside the present one, so that putting it in place can no longer fail for want of space: what
   * belongs together in store and key file is prepared here, committed there, and then placed. Whatever is changed in the file
   * in between stays changed.
   */
  prepare(change: Change): Replacement {
    const before = this.#file;
    const { file, people, auditHead } = this.#changed(change);
    const replacement = prepareReplacement(this.path, textOf(file));
    this.#prepared += 1;
    let over = false;
    const end = () => {
      if (!over) this.#prepared -= 1;
      over = true;
    };
    return {
      place: () => {
        end();
        if (this.#file !== before) return this.#write(change);
        replacement.place();
        if (change.ways || change.keyed || change.people) this.#changes += 1;
        this.#file = file;
        this.#people = people;
        this.#auditHead = auditHead;
      },
      discard: () => {
        end();
        replacement.discard();
      },
    };
  }

  /** Seals every key to every way in that lacks it, drops what belongs to ways in that are gone, and signs the file. */
  #changed(change: Change): { file: KeyFile; people: People | null; auditHead: AuditHead | null } {
    const { slots, oldSlots } = change.ways?.(this.#file) ?? this.#file;
    if (!slots.some(({ kind }) => kind === 'passphrase') && oldSlots.length === 0)
      throw new Error('The last passphrase of a store cannot be taken away.');
    const serial = this.#file.serial + 1;
    const next = { ...this.#file, ...change.keyed, slots, oldSlots, version: 3 as const, serial };
    const keys = next.keys.map(({ fingerprint, madeAt, sealed }) => {
      const key = this.#keys.get(fingerprint);
      return {
        fingerprint,
        madeAt,
        sealed: Object.fromEntries(
          next.slots.flatMap((slot) => {
            const own = sealed[slot.slotId];
            if (own) return [[slot.slotId, own]];
            if (!key) return [];
            return [[slot.slotId, sealTo(slot.publicKey, key, aboutSealedKey(next.storeId, slot.slotId, fingerprint))]];
          }),
        ),
      };
    });
    const key = this.#keys.get(next.current);
    if (!key) throw new Error('The key ring was wiped; the store is locked.');
    const [people, auditHead] = [change.people ?? this.#people, change.auditHead ?? this.#auditHead];
    const signing = [next.current, next.pending ?? ''].flatMap((fingerprint) => this.#keys.get(fingerprint) ?? []);
    // What stays as it is keeps its box, so that a key file tells by itself whether anything but the head of the audit changed.
    const peopleStay = change.people === undefined && next.current === this.#file.current;
    const sealed = {
      people: peopleStay ? this.#file.people : people && sealPeople(key, people),
      auditHead: auditHead && sealAuditHead(key, auditHead),
    };
    return { file: signed({ ...next, keys, ...sealed }, signing), people, auditHead };
  }
}

import { type AuditHead, auditHeadOf, sealAuditHead } from './auditHead.ts';
import { fingerprintOf, isAuthentic, writeKeyFile } from './keyFile.ts';
import type { KeyFile, KeySlot, SlotKind } from './keyFileShape.ts';
import { type People, peopleOf, sealPeople } from './people.ts';
import { sealTo } from './sealing.ts';
import { aboutSealedKey, keysOf, makeSlot, openOldSlot, openSlot } from './slots.ts';
import type { StretchCost, Stretcher } from './stretch.ts';

/** What a secret opened: every key the store has or had, and whose way in it was. */
export type Unlocked = { keys: Map<string, Buffer>; userId: string; slotId: string };

/** Somebody without the store's key changed the key file. */
export class AlteredKeyFileError extends Error {
  constructor() {
    super(
      'The key file was changed by something other than VSK Tracker. Put back the one that lies beside a backup, and tell whoever looks after this computer.',
    );
  }
}

/**
 * Tries a secret against the ways in of one kind. Null when it opens none.
 * Throws `AlteredKeyFileError` when the file was changed by somebody who cannot open the store.
 */
export async function unlockKeyFile(keyFile: KeyFile, secret: string, kind: SlotKind): Promise<Unlocked | null> {
  for (const slot of keyFile.slots.filter((each) => each.kind === kind && each.confirmed)) {
    const privateKey = await openSlot(keyFile.storeId, slot, secret);
    if (!privateKey) continue;
    const keys = keysOf(keyFile, slot, privateKey);
    privateKey.fill(0);
    const current = keys.get(keyFile.current);
    if (!current || !isAuthentic(keyFile, current)) throw new AlteredKeyFileError();
    return { keys, userId: slot.userId, slotId: slot.slotId };
  }
  for (const slot of kind === 'passphrase' ? keyFile.oldSlots : []) {
    const key = await openOldSlot(keyFile.storeId, slot, secret);
    if (!key) continue;
    // Only a file of version 1, which has no slots of version 2, may come without.
    const isVersionOne = Object.keys(keyFile.macs).length === 0 && keyFile.slots.length === 0;
    if (!isVersionOne && !isAuthentic(keyFile, key)) throw new AlteredKeyFileError();
    return { keys: new Map([[keyFile.current, key]]), userId: slot.userId, slotId: slot.slotId };
  }
  return null;
}

/**
 * The key file of an open store with the keys it protects: every change is written at once, whole, and sealed to every way
 * in. `wipe` ends it.
 */
export class KeyRing {
  readonly path: string;
  #file: KeyFile;
  #people: People | null;
  #auditHead: AuditHead | null;
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
    this.#write({}, { auditHead: head });
  }

  /** Who the people are by the key file; null until a store was unlocked by a version that keeps them here. */
  people(): People | null {
    return this.#people;
  }

  /** Seals who the people are into the key file, which is written whole at once. */
  setPeople(people: People): void {
    this.#write({}, { people });
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

  /** Adds a way in, which may replace others: whoever has the old secret gets nothing from the new file. */
  async add(
    choice: { kind: SlotKind; userId: string; secret: string; label?: string; confirmed?: boolean },
    instead: (slot: Pick<KeySlot, 'slotId' | 'kind' | 'userId' | 'confirmed'>) => boolean = () => false,
  ): Promise<string> {
    const slot = await makeSlot({
      ...choice,
      storeId: this.storeId,
      madeAt: this.#now(),
      cost: this.#cost,
      stretcher: this.#stretcher,
    });
    const kept = this.#file.slots.filter((each) => !instead(each));
    const old = this.#file.oldSlots.filter((each) => !instead({ ...each, confirmed: true }));
    this.#write({ slots: [...kept, slot], oldSlots: old });
    return slot.slotId;
  }

  /** Takes ways in away. Throws, and changes nothing, when none would be left. */
  remove(which: (slot: Pick<KeySlot, 'slotId' | 'kind' | 'userId'>) => boolean): void {
    const slots = this.#file.slots.filter((slot) => !which(slot));
    const oldSlots = this.#file.oldSlots.filter((slot) => !which(slot));
    if (!slots.some(({ kind }) => kind === 'passphrase') && oldSlots.length === 0)
      throw new Error('The last passphrase of a store cannot be taken away.');
    this.#write({ slots, oldSlots });
  }

  /** A recovery key that was typed back: it is valid from now on, and every other one is gone. */
  confirmRecoveryKey(slotId: string): void {
    const slots = this.#file.slots
      .filter((slot) => slot.kind !== 'recoveryKey' || slot.slotId === slotId)
      .map((slot) => (slot.slotId === slotId ? { ...slot, confirmed: true } : slot));
    this.#write({ slots });
  }

  /** Before the store's file is exchanged for the one under `key`: both keys are in the file, so either store opens. */
  beginRekey(key: Buffer): void {
    const fingerprint = fingerprintOf(key);
    this.#keys.set(fingerprint, key);
    this.#write({
      pending: fingerprint,
      keys: [...this.#file.keys, { fingerprint, madeAt: this.#now(), sealed: {} }],
    });
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
    this.#write({
      current: fingerprint,
      pending: null,
      keys: known.filter((each) => each.fingerprint !== dropped),
    });
  }

  wipe(): void {
    for (const key of this.#keys.values()) key.fill(0);
    this.#keys.clear();
  }

  /** Seals every key to every way in that lacks it, drops what belongs to ways in that are gone, and writes the file. */
  #write(
    change: Partial<Pick<KeyFile, 'current' | 'pending' | 'slots' | 'oldSlots' | 'keys'>>,
    inside: { people?: People; auditHead?: AuditHead } = {},
  ): void {
    const next = { ...this.#file, ...change, version: 3 as const, serial: this.#file.serial + 1 };
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
    const [people, head] = [inside.people ?? this.#people, inside.auditHead ?? this.#auditHead];
    const signing = [next.current, next.pending ?? ''].flatMap((fingerprint) => this.#keys.get(fingerprint) ?? []);
    const sealed = { people: people && sealPeople(key, people), auditHead: head && sealAuditHead(key, head) };
    this.#file = writeKeyFile(this.path, { ...next, keys, ...sealed }, signing);
    [this.#people, this.#auditHead] = [people, head];
  }
}

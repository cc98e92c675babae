import { foldedLocalId } from '#domain/identity/foldedLocalId.ts';
import { carerNames } from '#domain/secrecy/carerNames.ts';
import { isAdoptionPlacement } from '#domain/secrecy/isAdoptionPlacement.ts';
import { overlap } from '#domain/secrecy/placement.ts';
import { placementSpells } from '#domain/secrecy/placementSpells.ts';
import { type Family, sameHousehold, squeezed } from '#domain/secrecy/sameHousehold.ts';
import { secretEpisodes } from '#domain/secrecy/secretEpisodes.ts';
import { secretUntil } from '#domain/secrecy/secretUntil.ts';
import { placedEpisodes, type SecretKind } from '../queries/secrecy.ts';
import type { Writer } from '../write.ts';

/** `settled`: where it has ended, a person ended it; else its end is that of a stay in a household, which may go on after all. */
type Secret = { childId: string; from: string; to: string | null; settled: 0 | 1 };
type Said = { kind: SecretKind; reason: string; said_by: string; with_child_id?: string };

const endsBefore = (one: { to: string | null }, other: { to: string | null }): boolean =>
  one.to !== null && (other.to === null || one.to < other.to);

/** Tables whose rows decide what is secret. */
const DECIDES = ['episode', 'secret_placement', 'child_identifier', 'child_name'];

/**
 * Makes secret what became so by a write, inside its transaction: a placement for adoption; a child at the same address, at the
 * same time, as one whose placement is secret; a child who came back under a local id for which a secrecy waits. It never ends
 * one and never takes one away, and what a person ended stays ended for that placement.
 *
 * Whatever writes an episode, in whatever order, comes through here, so nothing an import leaves out can open a placement.
 * Source: issue 7 section 2; domain.md section 12.
 */
export function keepSecretPlacements(writer: Writer): void {
  if (!DECIDES.some((table) => writer.tables.has(table))) return;
  takeBackWaiting(writer);
  const secrets = readSecrets(writer);
  keepAdoptions(writer, secrets);
  keepHouseholds(writer, secrets);
}

const all = <Row>(writer: Writer, sql: string, ...values: unknown[]): Row[] =>
  writer.connection.prepare(sql).all(...values) as Row[];

/** A secrecy whose child an undo or a restore took away goes to whoever bears its local id now, however it is written. */
function takeBackWaiting(writer: Writer): void {
  const waiting = all<{ id: string; localId: string | null; issuer: string | null }>(
    writer,
    `SELECT id, local_id AS localId, issuer FROM secret_placement
     WHERE NOT EXISTS (SELECT 1 FROM child WHERE child.id = secret_placement.child_id)`,
  );
  if (waiting.length === 0) return;
  const bearers = new Map(
    all<{ childId: string; value: string; issuer: string | null }>(
      writer,
      "SELECT child_id AS childId, value, issuer FROM child_identifier WHERE kind = 'localId'",
    ).map(({ childId, value, issuer }) => [`${issuer} ${foldedLocalId(value)}`, childId]),
  );
  for (const { id, localId, issuer } of waiting) {
    const childId = bearers.get(`${issuer} ${foldedLocalId(localId ?? '')}`);
    if (childId !== undefined) writer.update('secret_placement', id, { child_id: childId });
  }
}

/** The times of secrecy by child, with what is added while this runs. */
function readSecrets(writer: Writer) {
  const byChild = new Map<string, Secret[]>();
  const note = (secret: Secret) => {
    const known = byChild.get(secret.childId);
    if (known) known.push(secret);
    else byChild.set(secret.childId, [secret]);
  };
  for (const secret of all<Secret>(
    writer,
    `SELECT child_id AS childId, from_date AS "from", to_date AS "to", kind <> 'sibling' OR answered_by IS NOT NULL AS settled
     FROM secret_placement`,
  ))
    note(secret);
  return {
    byChild,
    covers: (childId: string, span: { from: string; to: string | null }) =>
      (byChild.get(childId) ?? []).some(
        (secret) => overlap(secret, span) && (secret.settled === 1 || !endsBefore(secret, span)),
      ),
    add(childId: string, from: string, to: string | null, said: Said) {
      writer.insert('secret_placement', {
        child_id: childId,
        from_date: from,
        to_date: to,
        ended_reason: to === null ? null : 'It was so for that stay',
        ...localIdOf(writer, childId),
        ...said,
      });
      note({ childId, from, to, settled: 0 });
    },
  };
}
type Secrets = ReturnType<typeof readSecrets>;

/** Puts a secret placement of one of two records on record of the other too. */
export function keepSecretInBoth(writer: Writer, secretId: string, records: readonly [string, string]): void {
  const held = writer.connection
    .prepare<[string], { id: string; child_id: string }>('SELECT * FROM secret_placement WHERE id = ?')
    .get(secretId);
  if (!held) return;
  const { id, child_id, ...secret } = held;
  const other = records[0] === child_id ? records[1] : records[0];
  writer.update('secret_placement', id, localIdOf(writer, child_id));
  writer.insert('secret_placement', { ...secret, child_id: other, ...localIdOf(writer, other) });
}

/** The local id a secrecy is kept under, as columns of its row. */
export function localIdOf(writer: Writer, childId: string): { local_id: string | null; issuer: string | null } {
  const found = writer.connection
    .prepare<[string], { local_id: string; issuer: string }>(
      `SELECT value AS local_id, issuer FROM child_identifier WHERE child_id = ? AND kind = 'localId'
       ORDER BY valid_from DESC, id DESC LIMIT 1`,
    )
    .get(childId);
  return found ?? { local_id: null, issuer: null };
}

function keepAdoptions(writer: Writer, secrets: Secrets): void {
  const adopted = all<{ childId: string }>(
    writer,
    `SELECT DISTINCT child_id AS childId FROM json_each(?) CROSS JOIN episode ON child_id = value
     WHERE placement_type IN ('A3', 'A4', 'A5', 'A6')`,
    JSON.stringify([...writer.touchedChildren]),
  ).map(({ childId }) => childId);
  const placed = placedEpisodes(writer.connection, adopted);
  for (const childId of adopted)
    for (const { from, to, placementType } of placementSpells(placed.get(childId) ?? []))
      if (isAdoptionPlacement(placementType) && !secrets.covers(childId, { from, to }))
        secrets.add(childId, from, null, {
          kind: 'adoption',
          reason: 'Placed for adoption',
          said_by: 'the placement type of the episode',
        });
}

function keepHouseholds(writer: Writer, secrets: Secrets): void {
  const { connection } = writer;
  const family = familiesOf(writer);
  let known: Places | null = null;
  // One pass over the places for all of them; a child whose place is secret from here on may have others at its address in turn.
  let round = [...secrets.byChild]
    .filter(([, spans]) => spans.some(({ to }) => to === null))
    .map(([childId]) => childId);
  while (round.length > 0) {
    known ??= placesOf(writer);
    const placed = placedEpisodes(connection, round);
    const mine = round.flatMap((childId) =>
      placementSpells(secretEpisodes(placed.get(childId) ?? [], secrets.byChild.get(childId) ?? [])).map((spell) => ({
        ...spell,
        childId,
      })),
    );
    const byPlace = Map.groupBy(mine, ({ postcode }) => squeezed(postcode));
    const byCarer = new Map<string, (typeof mine)[number][]>();
    for (const spell of mine)
      for (const pair of pairsOfNames(spell.carer)) byCarer.set(pair, [...(byCarer.get(pair) ?? []), spell]);
    const others = connection
      .prepare(
        `SELECT DISTINCT child_id FROM episode WHERE placement_postcode IN (SELECT value FROM json_each(?))
           OR carer IN (SELECT value FROM json_each(?))`,
      )
      .pluck()
      .all(
        JSON.stringify(known.postcodes.filter(({ key }) => byPlace.has(key)).map(({ postcode }) => postcode)),
        JSON.stringify(
          known.carers.filter(({ pairs }) => pairs.some((pair) => byCarer.has(pair))).map(({ carer }) => carer),
        ),
      ) as string[];
    const theirs = placedEpisodes(connection, others);
    const next: string[] = [];
    for (const other of others)
      for (const their of placementSpells(theirs.get(other) ?? []))
        for (const spell of new Set([
          ...(their.postcode === null ? [] : (byPlace.get(squeezed(their.postcode)) ?? [])),
          ...pairsOfNames(their.carer).flatMap((pair) => byCarer.get(pair) ?? []),
        ])) {
          if (spell.childId === other || !overlap(spell, their)) continue;
          const from = spell.from > their.from ? spell.from : their.from;
          if (secrets.covers(other, { from, to: their.to })) continue;
          const [secret, living] = [family(spell.childId), family(other)];
          if (!sameHousehold({ ...spell, ...secret }, { ...their, ...living })) continue;
          const to = secretUntil(secret, living, their);
          secrets.add(other, from, to, {
            kind: 'sibling',
            reason: 'Lives at the address of a child whose placement is secret',
            said_by: 'the addresses of the episodes',
            with_child_id: spell.childId,
          });
          // A stay that is over keeps nobody else's place secret.
          if (to === null) next.push(other);
        }
    round = next;
  }
}

type Places = { postcodes: { postcode: string; key: string }[]; carers: { carer: string; pairs: string[] }[] };

/** Two names of one carer together: who shares them is the same carer, as far as an entry tells. */
function pairsOfNames(carer: string | null): string[] {
  const names = carerNames(carer).toSorted();
  return names.flatMap((name, index) => names.slice(index + 1).map((other) => `${name} ${other}`));
}

/** Every postcode and every carer's entry there is: two ways of writing one are found by what they say. */
function placesOf({ connection }: Writer): Places {
  const each = (column: string) =>
    connection.prepare(`SELECT DISTINCT ${column} FROM episode WHERE ${column} IS NOT NULL`).pluck().all() as string[];
  return {
    postcodes: each('placement_postcode').map((postcode) => ({ postcode, key: squeezed(postcode) })),
    carers: each('carer').map((carer) => ({ carer, pairs: pairsOfNames(carer) })),
  };
}

/** What tells a child's family: surnames of all times, and the homes it came from. */
function familiesOf({ connection }: Writer): (childId: string) => Family {
  const surnames = connection.prepare('SELECT DISTINCT surname FROM child_name WHERE child_id = ?').pluck();
  const homes = connection
    .prepare('SELECT DISTINCT home_postcode FROM episode WHERE child_id = ? AND home_postcode IS NOT NULL')
    .pluck();
  return (childId) => ({ surnames: surnames.all(childId) as string[], homes: homes.all(childId) as string[] });
}

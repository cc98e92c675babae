import type { Connection, ReadConnection } from '#db/open.ts';

export type StoreInfo = {
  storeId: string;
  deviceId: string;
  demonstration: boolean;
  createdAt: string;
  snapshotAsAt: string | null;
};

/** What the store says of itself. A demonstration is marked at creation, for ever. */
export function readStoreInfo(reader: Connection | ReadConnection): StoreInfo {
  const rows = reader.prepare('SELECT key, value FROM store_info').all() as { key: string; value: string }[];
  const values = new Map(rows.map((row) => [row.key, row.value]));
  return {
    storeId: values.get('storeId') ?? '',
    deviceId: values.get('deviceId') ?? '',
    demonstration: values.get('demonstration') === 'yes',
    createdAt: values.get('createdAt') ?? '',
    snapshotAsAt: values.get('snapshotAsAt') ?? null,
  };
}

/** Sets one thing the store says of itself. */
export function setStoreInfo(connection: Connection, key: string, value: string): void {
  connection
    .prepare('INSERT INTO store_info (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
    .run(key, value);
}

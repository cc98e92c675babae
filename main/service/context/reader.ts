import type { Connection, ReadConnection } from '#db/open.ts';

/** Where a plan reads: the committed state when it is checked, the transaction's own when it is carried out. */
export type Reader = Connection | ReadConnection;

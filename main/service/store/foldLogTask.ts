import { foldLogIn } from '#db/open.ts';

/** Folds the write-ahead log of an open store into it; see `foldLogIn`. */
export const foldLogTask = ({ store, key }: { store: string; key: Buffer }): void => foldLogIn(store, key);

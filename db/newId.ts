import { v7 } from 'uuid';

/** A UUIDv7 made on this device; rising, so that new rows go to the end of their index. */
export const newId = (): string => v7();

import Database from 'better-sqlite3';

/** Loads the driver's own code now, which is otherwise loaded with the first store that a thread opens. */
export const loadDriver = (): void => {
  new Database(':memory:').close();
};

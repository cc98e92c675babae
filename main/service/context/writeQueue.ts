/** Lets one writer through at a time, in the order they came: the store has one writing connection. */
export class WriteQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #held = false;

  /** True while somebody holds the writer across turns of the event loop. */
  get held(): boolean {
    return this.#held;
  }

  run<Result>(work: () => Promise<Result> | Result): Promise<Result> {
    const turn = this.#tail.then(async () => {
      this.#held = true;
      try {
        return await work();
      } finally {
        this.#held = false;
      }
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }
}

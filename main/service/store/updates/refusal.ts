import type { UpdateRefusal } from '#contract/updates.ts';
import { CallFailure } from '#service/context/callFailure.ts';

/** What lies in the folder is not installed, and why. */
export class RefusedUpdate extends CallFailure {
  readonly reason: UpdateRefusal;

  constructor(reason: UpdateRefusal, words: string) {
    super('updateRefused', words);
    this.reason = reason;
  }
}

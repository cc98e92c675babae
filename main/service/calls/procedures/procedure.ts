import type { CallName, CallOutput, ParsedInput } from '#contract/calls.ts';
import type { ServiceContext } from '#service/context/context.ts';

/** How one call of the contract is answered. Failure is a thrown `CallFailure`, which also rolls its transaction back. */
export type Procedure<Name extends CallName> = (
  context: ServiceContext,
  input: ParsedInput<Name>,
) => CallOutput<Name> | Promise<CallOutput<Name>>;

/** The procedures of one subject, by call name. */
export type ProceduresOf<Names extends CallName> = { [Name in Names]: Procedure<Name> };

import type { Call } from '#contract/call.ts';
import { type CallName, calls } from '#contract/calls.ts';
import { namedIn } from '#contract/namedIn.ts';
import type { ErrorCode, Reply } from '#contract/wire.ts';
import type { NewEntry } from '#db/audit/auditFile.ts';
import { childIsInScope } from '#db/queries/scope.ts';
import { asFailure } from '../context/asFailure.ts';
import { afterSaving } from '../context/callFailure.ts';
import type { ServiceContext } from '../context/context.ts';
import { recordFailure } from '../context/log.ts';
import { mayCall, scopeOfCall } from '../context/mayCall.ts';
import { asKnownNow } from './asKnownNow.ts';
import { procedures } from './procedures/procedures.ts';

/** Whether the caller may make the call, over the child it names. Answers a plain reason, or null when it may. */
function refusal(call: Call, context: ServiceContext, input: unknown): string | null {
  const today = context.clock.today();
  if (!mayCall(call.access, context.roles, today))
    return context.roles.length === 0
      ? 'You have no role in this store today. Ask an administrator.'
      : 'Your role does not allow this. Ask an administrator.';
  if (call.access !== 'child' && call.access !== 'attendanceOfChild') return null;
  const { childId } = input as { childId: string };
  if (childIsInScope(context.scope, context.reader, childId, today)) return null;
  return 'This child is not in your locality.';
}

/** The context of one call: who the caller is today, and whose children it may answer, looked up once. */
function contextOfCall(access: Call['access'], open: ServiceContext): ServiceContext {
  const { roles } = open;
  const today = open.clock.today();
  return {
    ...open,
    roles,
    scope: scopeOfCall(access, roles, today),
    wholeScope: scopeOfCall('children', roles, today),
  };
}

/** An input problem in words: which field, which value, what to do. */
export function firstInputProblem(issues: readonly { path: PropertyKey[]; message: string }[]): {
  message: string;
  field: string;
} {
  const issue = issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  return { field, message: issue ? `${field ? `${field}: ` : ''}${issue.message}` : 'The request could not be read.' };
}

/** After these nothing can be written, so neither can the audit of the failure. */
const unwritable: ReadonlySet<ErrorCode> = new Set(['diskFull', 'readOnly', 'storeDamaged']);

/**
 * Answers one call of a signed-in user: input read by the contract, role and scope checked, handled, audited, and the
 * output read by the contract. Refusals are audited too. A read whose audit cannot be written is not answered.
 */
export async function dispatch(
  open: ServiceContext,
  recordAudit: (entry: Omit<NewEntry, 'user'>) => void,
  name: string,
  input: unknown,
): Promise<Reply<unknown>> {
  if (!Object.hasOwn(procedures, name))
    return { ok: false, error: { code: 'unknownCall', detail: { message: `There is no call '${name}'.` } } };
  const call = calls[name as CallName] as Call;
  const context = contextOfCall(call.access, open);
  const parsed = call.input.safeParse(input);
  if (!parsed.success)
    return { ok: false, error: { code: 'invalidInput', detail: firstInputProblem(parsed.error.issues) } };
  let asked: unknown = parsed.data;
  const action = call.audit === 'none' ? name : call.audit.action;
  const saved = context.savings();
  try {
    asked = asKnownNow(context.reader, asked);
    const refused = refusal(call, context, asked);
    if (refused) {
      recordAudit({ action, outcome: 'refused', subjects: namedIn(asked), detail: name });
      return { ok: false, error: { code: 'forbidden', detail: { message: refused } } };
    }
    const handler = procedures[name as keyof typeof procedures] as (context: ServiceContext, input: unknown) => unknown;
    const output = call.output.parse(await handler(context, asked));
    const { jobId } = (output ?? {}) as { jobId?: string | null };
    if (jobId != null) context.jobs.tellsOf(jobId, context.scope);
    if (call.audit !== 'none')
      try {
        recordAudit({
          action,
          outcome: 'done',
          subjects: call.audit.subjects(asked, output),
          detail: name,
          filter: call.audit.filter ? JSON.stringify(call.audit.filter(asked, output)) : '',
        });
      } catch (error) {
        // What is not in the audit does not happen: work it had begun is called off.
        if (jobId != null) context.jobs.cancel(jobId);
        throw error;
      }
    return { ok: true, value: output };
  } catch (error) {
    const failure = context.savings() === saved ? asFailure(error) : afterSaving(asFailure(error));
    recordFailure(name, failure.code === 'failed' ? error : failure);
    if (call.audit !== 'none' && !unwritable.has(failure.code))
      try {
        const subjects = namedIn(asked);
        if (failure.code === 'forbidden') recordAudit({ action, outcome: 'refused', subjects, detail: name });
        else recordAudit({ action, outcome: 'failed', subjects, detail: `${name}: ${failure.code}` });
      } catch {
        // The audit itself cannot be written: nothing was read out, and the failure is answered all the same.
      }
    return { ok: false, error: { code: failure.code, detail: failure.detail } };
  }
}

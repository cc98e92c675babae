import type { AuditHead } from '#db/audit/chain.ts';
import { type AuditCheck, checkAudit } from '#db/audit/checkAudit.ts';
import { openForReading } from '#db/open.ts';
import type { Tell } from '#service/jobs/wire.ts';

/** Reads the whole audit of a store that others may have open. @param input.sealed the head from the key file */
export function checkAuditTask(
  input: { audit: string; key: Buffer; sealed: AuditHead | null },
  tell: Tell,
): AuditCheck {
  tell(0, 1, 'Checking the audit');
  const connection = openForReading(input.audit, input.key);
  try {
    return checkAudit(connection, input.sealed);
  } finally {
    connection.close();
  }
}

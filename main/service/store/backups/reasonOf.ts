import { type BackupReason, backupReasons } from '#contract/backups.ts';

/** The reason in a backup's name; a name that somebody made up counts as asked for. */
export const reasonOf = ({ reason }: { reason: string }): BackupReason =>
  backupReasons.find((each) => each === reason) ?? 'asked';

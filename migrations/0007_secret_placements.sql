CREATE TABLE `secret_placement` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`local_id` text,
	`issuer` text,
	`from_date` text NOT NULL,
	`to_date` text,
	`kind` text NOT NULL,
	`reason` text NOT NULL,
	`said_by` text NOT NULL,
	`with_child_id` text,
	`checked_on` text,
	`checked_reason` text,
	`ended_reason` text,
	`answered_by` text,
	CONSTRAINT "secret_placement_period" CHECK("secret_placement"."from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("secret_placement"."to_date" IS NULL OR ("secret_placement"."to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "secret_placement"."to_date" >= "secret_placement"."from_date"))),
	CONSTRAINT "secret_placement_kind" CHECK("secret_placement"."kind" IN ('said', 'adoption', 'sibling', 'upgrade')),
	CONSTRAINT "secret_placement_ended" CHECK("secret_placement"."to_date" IS NULL OR "secret_placement"."ended_reason" IS NOT NULL)
) STRICT;
--> statement-breakpoint
CREATE INDEX `secret_placement_child` ON `secret_placement` (`child_id`);--> statement-breakpoint
CREATE INDEX `secret_placement_local` ON `secret_placement` (`local_id`,`issuer`);
--> statement-breakpoint
-- What was flagged confidential, also where an import took the flag away, changed the row, or an undo took the row out, and
-- placements for adoption: one secrecy for each child, open until a person ends it. It has the child's own id, so that two
-- computers that upgrade copies of one store make the same row.
INSERT INTO `secret_placement` (`id`, `child_id`, `local_id`, `issuer`, `from_date`, `kind`, `reason`, `said_by`)
WITH removed AS (
	SELECT `row_key`, `old` FROM `change_log` WHERE `table_name` = 'episode' AND `field` = '*' AND `old` IS NOT NULL
), unflagged AS (
	SELECT DISTINCT `row_key` FROM `change_log` WHERE `table_name` = 'episode' AND `field` = 'confidential' AND `old` = '1'
), found (`child_id`, `start_date`, `why`, `rank`) AS (
	SELECT `child_id`, `start_date`, `confidential_reason`, 0 FROM `episode` WHERE `confidential` = 1
	UNION ALL SELECT `child_id`, `start_date`, `confidential_reason`, 1 FROM `unflagged` JOIN `episode` ON `episode`.`id` = `row_key`
	UNION ALL SELECT json_extract(`old`, '$.child_id'), json_extract(`old`, '$.start_date'), json_extract(`old`, '$.confidential_reason'), 2
		FROM `removed` WHERE json_extract(`old`, '$.confidential') = 1 OR `row_key` IN (SELECT `row_key` FROM `unflagged`)
	UNION ALL SELECT `child_id`, `start_date`, NULL, 3 FROM `episode` WHERE `placement_type` IN ('A3', 'A4', 'A5', 'A6')
), gone AS (
	SELECT json_extract(`old`, '$.child_id') AS `child_id`, json_extract(`old`, '$.value') AS `value`, json_extract(`old`, '$.issuer') AS `issuer`
	FROM `change_log` WHERE `table_name` = 'child_identifier' AND `field` = '*' AND `old` IS NOT NULL AND json_extract(`old`, '$.kind') = 'localId'
)
SELECT `child_id`, `child_id`,
	coalesce((SELECT `value` FROM `child_identifier` WHERE `child_identifier`.`child_id` = `found`.`child_id` AND `kind` = 'localId' ORDER BY `valid_from` DESC, `id` DESC LIMIT 1),
		(SELECT `value` FROM `gone` WHERE `gone`.`child_id` = `found`.`child_id` LIMIT 1)),
	coalesce((SELECT `issuer` FROM `child_identifier` WHERE `child_identifier`.`child_id` = `found`.`child_id` AND `kind` = 'localId' ORDER BY `valid_from` DESC, `id` DESC LIMIT 1),
		(SELECT `issuer` FROM `gone` WHERE `gone`.`child_id` = `found`.`child_id` LIMIT 1)),
	min(`start_date`),
	CASE WHEN min(`rank`) < 3 THEN 'upgrade' ELSE 'adoption' END,
	coalesce(max(`why`), CASE min(`rank`) WHEN 0 THEN 'Marked confidential before version 0.2.1' WHEN 3 THEN 'Placed for adoption' ELSE 'Marked confidential before version 0.2.1, and unmarked by an import' END),
	'the upgrade to version 0.2.1'
FROM `found` GROUP BY `child_id`;

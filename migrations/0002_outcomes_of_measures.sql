CREATE TABLE `measure_outcome` (
	`measure` text NOT NULL,
	`academic_year` text NOT NULL,
	`child_id` text NOT NULL,
	`value` real,
	`excluded_reason` text,
	PRIMARY KEY(`measure`, `academic_year`, `child_id`),
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `measure_outcome_child` ON `measure_outcome` (`child_id`);--> statement-breakpoint
DROP INDEX `cohort_member_stage`;--> statement-breakpoint
CREATE INDEX `cohort_member_report` ON `cohort_member` (`own`,`nc_year`,`academic_year`,`lac12`,`uasc`,`locality`,`sen_status`);
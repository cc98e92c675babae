CREATE TABLE `import_question` (
	`id` text PRIMARY KEY NOT NULL,
	`batch_id` text NOT NULL,
	`file_name` text NOT NULL,
	`format` text NOT NULL,
	`as_of` text NOT NULL,
	`row` integer NOT NULL,
	`kind` text NOT NULL,
	`words` text NOT NULL,
	`content` text NOT NULL,
	`answer` text,
	`answered_by` text,
	`answered_at` text,
	FOREIGN KEY (`batch_id`) REFERENCES `import_batch`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_question_batch` ON `import_question` (`batch_id`);--> statement-breakpoint
CREATE TABLE `row_alias` (
	`table_name` text NOT NULL,
	`row_id` text NOT NULL,
	`into_id` text NOT NULL,
	`why` text NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`table_name`, `row_id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `row_alias_into` ON `row_alias` (`into_id`);--> statement-breakpoint
CREATE TABLE `school_link` (
	`id` text PRIMARY KEY NOT NULL,
	`from_school_id` text NOT NULL,
	`to_school_id` text NOT NULL,
	`linked_on` text NOT NULL,
	`kind` text NOT NULL,
	FOREIGN KEY (`from_school_id`) REFERENCES `school`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_school_id`) REFERENCES `school`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "school_link_day" CHECK("school_link"."linked_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `school_link_of` ON `school_link` (`from_school_id`,`to_school_id`);--> statement-breakpoint
CREATE TABLE `statement` (
	`id` text PRIMARY KEY NOT NULL,
	`batch_id` text NOT NULL,
	`source` text NOT NULL,
	`as_of` text NOT NULL,
	`content` text NOT NULL,
	CONSTRAINT "statement_as_of" CHECK("statement"."as_of" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
--> statement-breakpoint
CREATE INDEX `statement_as_of_day` ON `statement` (`as_of`);--> statement-breakpoint
ALTER TABLE `attainment_result` ADD `qualification` text;--> statement-breakpoint
ALTER TABLE `attainment_target` ADD `issued_on` text;--> statement-breakpoint
ALTER TABLE `attainment_target` ADD `received_on` text;--> statement-breakpoint
ALTER TABLE `pep` ADD `reference` text;--> statement-breakpoint
ALTER TABLE `possible_leaver` ADD `left_on` text;--> statement-breakpoint
ALTER TABLE `possible_leaver` ADD `reason` text;--> statement-breakpoint
ALTER TABLE `possible_leaver` ADD `decided_by` text;
CREATE TABLE `change` (
	`local_no` integer NOT NULL,
	`ord` integer NOT NULL,
	`table_name` text NOT NULL,
	`row_id` text NOT NULL,
	`field` text NOT NULL,
	`old` text,
	`new` text,
	`subject_id` text,
	PRIMARY KEY(`local_no`, `ord`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `change_row` ON `change` (`row_id`,`local_no`);--> statement-breakpoint
CREATE INDEX `change_subject` ON `change` (`subject_id`,`local_no`);--> statement-breakpoint
CREATE TABLE `change_set` (
	`local_no` integer PRIMARY KEY NOT NULL,
	`device_id` text NOT NULL,
	`set_no` integer NOT NULL,
	`clock` text NOT NULL,
	`actor_id` text NOT NULL,
	`batch_id` text,
	`as_of` text,
	`reason` text,
	`schema` integer NOT NULL,
	`prev_hash` text,
	`hash` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `change_set_of_device` ON `change_set` (`device_id`,`set_no`);--> statement-breakpoint
CREATE INDEX `change_set_batch` ON `change_set` (`batch_id`,`local_no`);
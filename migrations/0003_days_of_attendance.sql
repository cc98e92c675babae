CREATE TABLE `attendance_days` (
	`academic_year` text NOT NULL,
	`child_id` text NOT NULL,
	`locality` text NOT NULL,
	`in_care` integer NOT NULL,
	`days` text NOT NULL,
	PRIMARY KEY(`academic_year`, `child_id`, `locality`, `in_care`),
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `attendance_days_child` ON `attendance_days` (`child_id`);
CREATE TABLE `attendance_year` (
	`academic_year` text NOT NULL,
	`child_id` text NOT NULL,
	`locality` text NOT NULL,
	`in_care` integer NOT NULL,
	`attended` integer NOT NULL,
	`authorised` integer NOT NULL,
	`unauthorised` integer NOT NULL,
	`not_possible` integer NOT NULL,
	`last_month` text NOT NULL,
	PRIMARY KEY(`academic_year`, `child_id`, `locality`, `in_care`),
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `attendance_year_child` ON `attendance_year` (`child_id`);--> statement-breakpoint
CREATE TABLE `cohort_member` (
	`academic_year` text NOT NULL,
	`child_id` text NOT NULL,
	`lac12` integer NOT NULL,
	`own` integer NOT NULL,
	`nc_year` integer,
	`locality` text NOT NULL,
	`uasc` integer NOT NULL,
	`sen_status` text,
	PRIMARY KEY(`academic_year`, `child_id`),
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `cohort_member_child` ON `cohort_member` (`child_id`);--> statement-breakpoint
CREATE INDEX `cohort_member_stage` ON `cohort_member` (`nc_year`,`academic_year`);
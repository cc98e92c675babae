-- Rebuild: a week of marks is known by its enrolment and its Monday: two laptops make the same row of one file
CREATE TABLE `__new_attendance_week` (
	`enrolment_id` text NOT NULL,
	`week_start` text NOT NULL,
	`marks` text NOT NULL,
	PRIMARY KEY(`enrolment_id`, `week_start`),
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolment`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "attendance_week_start" CHECK("week_start" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "attendance_week_marks" CHECK(length("marks") = 20)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_attendance_week`("enrolment_id", "week_start", "marks") SELECT "enrolment_id", "week_start", "marks" FROM `attendance_week` ORDER BY 1, 2;--> statement-breakpoint
DROP TABLE `attendance_week`;--> statement-breakpoint
ALTER TABLE `__new_attendance_week` RENAME TO `attendance_week`;
CREATE TABLE `draft` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`key` text NOT NULL,
	`content` text NOT NULL,
	`saved_at` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `draft_of_user` ON `draft` (`user_id`,`key`);--> statement-breakpoint
CREATE TABLE `salvaged_row` (
	`id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`table_name` text NOT NULL,
	`row_key` text NOT NULL,
	`content` text NOT NULL,
	`reason` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `salvaged_row_of` ON `salvaged_row` (`table_name`,`row_key`);
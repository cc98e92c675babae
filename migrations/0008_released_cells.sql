ALTER TABLE `released_report` ADD `state` text;--> statement-breakpoint
ALTER TABLE `released_report` ADD `file_name` text;--> statement-breakpoint
ALTER TABLE `released_report` ADD `facts` text;--> statement-breakpoint
ALTER TABLE `released_report` ADD `settled_at` text;--> statement-breakpoint
ALTER TABLE `released_report` ADD `settled_by` text;--> statement-breakpoint
ALTER TABLE `released_report` ADD `reason` text;
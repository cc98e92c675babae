CREATE TABLE `user_role` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`locality_id` text,
	`valid_from` text,
	`valid_to` text,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`locality_id`) REFERENCES `locality`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_role_from" CHECK("user_role"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "user_role_to" CHECK("user_role"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "user_role_order" CHECK("user_role"."valid_to" = '0001-01-01' OR "user_role"."valid_from" <= "user_role"."valid_to")
) STRICT;
--> statement-breakpoint
CREATE INDEX `user_role_of` ON `user_role` (`user_id`);--> statement-breakpoint
-- Whoever had a role goes on having it, from always and until it is ended; the role has the person's own id, so that it is the same row in every copy of the store.
INSERT INTO `user_role` (`id`, `user_id`, `role`, `locality_id`) SELECT `id`, `id`, `role`, `locality_id` FROM `user`;

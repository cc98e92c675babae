DROP INDEX `target_measure`;--> statement-breakpoint
CREATE UNIQUE INDEX `target_of_peer` ON `target` (`measure_id`,`academic_year`,`geography`,`kind`,`peer`);--> statement-breakpoint
ALTER TABLE `attainment_result` ADD `issued_on` text;--> statement-breakpoint
-- The day a result was received was the file's own date wherever it is not the day of the import itself.
UPDATE `attainment_result` SET `issued_on` = `received_on` WHERE NOT EXISTS (
	SELECT 1 FROM `change_log` JOIN `import_batch` ON `import_batch`.`id` = `change_log`.`batch_id`
	WHERE `row_key` = `attainment_result`.`id` AND `table_name` = 'attainment_result' AND `field` = '*'
		AND `received_on` IN (date(`at`), date(`at`, '+1 hour')));

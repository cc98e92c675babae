-- Rebuild: words are the app's, not the schema's: a CHECK would freeze them; a child with one name, a school without a URN and an activity without a school can be held
CREATE TABLE `__new_attainment_result` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`academic_year` text NOT NULL,
	`key_stage` text NOT NULL,
	`subject` text NOT NULL,
	`component` text NOT NULL,
	`value` text NOT NULL,
	`status` text NOT NULL,
	`entry` text NOT NULL,
	`received_on` text NOT NULL,
	`source` text NOT NULL,
	`supersedes_id` text,
	`issued_on` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "attainment_result_year" CHECK("academic_year" GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]'),
	CONSTRAINT "attainment_result_received" CHECK("received_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_attainment_result`("id", "child_id", "academic_year", "key_stage", "subject", "component", "value", "status", "entry", "received_on", "source", "supersedes_id", "issued_on") SELECT "id", "child_id", "academic_year", "key_stage", "subject", "component", "value", "status", "entry", "received_on", "source", "supersedes_id", "issued_on" FROM `attainment_result`;--> statement-breakpoint
DROP TABLE `attainment_result`;--> statement-breakpoint
ALTER TABLE `__new_attainment_result` RENAME TO `attainment_result`;--> statement-breakpoint
CREATE INDEX `attainment_result_child` ON `attainment_result` (`child_id`,`academic_year`);--> statement-breakpoint
CREATE INDEX `attainment_result_year_stage` ON `attainment_result` (`key_stage`,`academic_year`);--> statement-breakpoint
CREATE TABLE `__new_attainment_target` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`kind` text NOT NULL,
	`academic_year` text NOT NULL,
	`key_stage` text NOT NULL,
	`subject` text NOT NULL,
	`component` text NOT NULL,
	`value` text NOT NULL,
	`set_on` text NOT NULL,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "attainment_target_year" CHECK("academic_year" GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]')
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_attainment_target`("id", "child_id", "kind", "academic_year", "key_stage", "subject", "component", "value", "set_on") SELECT "id", "child_id", "kind", "academic_year", "key_stage", "subject", "component", "value", "set_on" FROM `attainment_target`;--> statement-breakpoint
DROP TABLE `attainment_target`;--> statement-breakpoint
ALTER TABLE `__new_attainment_target` RENAME TO `attainment_target`;--> statement-breakpoint
CREATE INDEX `attainment_target_child` ON `attainment_target` (`child_id`,`academic_year`);--> statement-breakpoint
CREATE TABLE `__new_benchmark` (
	`id` text PRIMARY KEY NOT NULL,
	`measure_id` text NOT NULL,
	`kind` text NOT NULL,
	`published_name` text NOT NULL,
	`geography` text NOT NULL,
	`cohort_kind` text NOT NULL,
	`cohort_variant` text NOT NULL,
	`academic_year` text NOT NULL,
	`value` real NOT NULL,
	`unit` text NOT NULL,
	`definition` text NOT NULL,
	`source` text NOT NULL,
	`url` text NOT NULL,
	`vintage` text NOT NULL,
	`confidence` text NOT NULL,
	FOREIGN KEY (`measure_id`) REFERENCES `measure`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "benchmark_year" CHECK("academic_year" GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]')
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_benchmark`("id", "measure_id", "kind", "published_name", "geography", "cohort_kind", "cohort_variant", "academic_year", "value", "unit", "definition", "source", "url", "vintage", "confidence") SELECT "id", "measure_id", "kind", "published_name", "geography", "cohort_kind", "cohort_variant", "academic_year", "value", "unit", "definition", "source", "url", "vintage", "confidence" FROM `benchmark`;--> statement-breakpoint
DROP TABLE `benchmark`;--> statement-breakpoint
ALTER TABLE `__new_benchmark` RENAME TO `benchmark`;--> statement-breakpoint
CREATE INDEX `benchmark_measure` ON `benchmark` (`measure_id`,`academic_year`,`geography`,`cohort_kind`);--> statement-breakpoint
CREATE TABLE `__new_care_period` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`kind` text NOT NULL,
	`start_date` text NOT NULL,
	`end_date` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_care_period`("id", "child_id", "kind", "start_date", "end_date") SELECT "id", "child_id", "kind", "start_date", "end_date" FROM `care_period`;--> statement-breakpoint
DROP TABLE `care_period`;--> statement-breakpoint
ALTER TABLE `__new_care_period` RENAME TO `care_period`;--> statement-breakpoint
CREATE INDEX `care_period_child` ON `care_period` (`child_id`,`kind`);--> statement-breakpoint
CREATE INDEX `care_period_dates` ON `care_period` (`kind`,`start_date`,`end_date`);--> statement-breakpoint
CREATE TABLE `__new_child` (
	`id` text PRIMARY KEY NOT NULL,
	`sex` text,
	`ethnicity` text,
	`first_language` text,
	`disabled` integer DEFAULT false NOT NULL,
	`sealed_on` text
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_child`("id", "sex", "ethnicity", "first_language", "disabled", "sealed_on") SELECT "id", "sex", "ethnicity", "first_language", "disabled", "sealed_on" FROM `child`;--> statement-breakpoint
DROP TABLE `child`;--> statement-breakpoint
ALTER TABLE `__new_child` RENAME TO `child`;--> statement-breakpoint
CREATE TABLE `__new_child_identifier` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`issuer` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "child_identifier_period" CHECK("valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("valid_to" IS NULL OR ("valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "valid_to" >= "valid_from")))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_child_identifier`("id", "child_id", "kind", "value", "issuer", "valid_from", "valid_to") SELECT "id", "child_id", "kind", "value", "issuer", "valid_from", "valid_to" FROM `child_identifier`;--> statement-breakpoint
DROP TABLE `child_identifier`;--> statement-breakpoint
ALTER TABLE `__new_child_identifier` RENAME TO `child_identifier`;--> statement-breakpoint
CREATE INDEX `child_identifier_child` ON `child_identifier` (`child_id`,`kind`);--> statement-breakpoint
CREATE UNIQUE INDEX `child_identifier_value` ON `child_identifier` (`kind`,`value`,`issuer`,`child_id`);--> statement-breakpoint
CREATE TABLE `__new_child_name` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`kind` text NOT NULL,
	`surname` text NOT NULL,
	`forename` text,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "child_name_period" CHECK("valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("valid_to" IS NULL OR ("valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "valid_to" >= "valid_from")))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_child_name`("id", "child_id", "kind", "surname", "forename", "valid_from", "valid_to") SELECT "id", "child_id", "kind", "surname", "forename", "valid_from", "valid_to" FROM `child_name`;--> statement-breakpoint
DROP TABLE `child_name`;--> statement-breakpoint
ALTER TABLE `__new_child_name` RENAME TO `child_name`;--> statement-breakpoint
CREATE INDEX `child_name_child` ON `child_name` (`child_id`,`kind`,`valid_from`);--> statement-breakpoint
CREATE TABLE `__new_child_professional` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "child_professional_period" CHECK("valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("valid_to" IS NULL OR ("valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "valid_to" >= "valid_from")))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_child_professional`("id", "child_id", "kind", "name", "valid_from", "valid_to") SELECT "id", "child_id", "kind", "name", "valid_from", "valid_to" FROM `child_professional`;--> statement-breakpoint
DROP TABLE `child_professional`;--> statement-breakpoint
ALTER TABLE `__new_child_professional` RENAME TO `child_professional`;--> statement-breakpoint
CREATE INDEX `child_professional_child` ON `child_professional` (`child_id`,`kind`);--> statement-breakpoint
CREATE TABLE `__new_enrolment` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`school_id` text,
	`nc_year` integer,
	`kind` text NOT NULL,
	`part_time_sessions` integer,
	`alternative_provision` integer DEFAULT false NOT NULL,
	`start_date` text NOT NULL,
	`end_date` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`school_id`) REFERENCES `school`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "enrolment_period" CHECK("start_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("end_date" IS NULL OR ("end_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "end_date" >= "start_date")))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_enrolment`("id", "child_id", "school_id", "nc_year", "kind", "part_time_sessions", "alternative_provision", "start_date", "end_date") SELECT "id", "child_id", "school_id", "nc_year", "kind", "part_time_sessions", "alternative_provision", "start_date", "end_date" FROM `enrolment`;--> statement-breakpoint
DROP TABLE `enrolment`;--> statement-breakpoint
ALTER TABLE `__new_enrolment` RENAME TO `enrolment`;--> statement-breakpoint
CREATE UNIQUE INDEX `enrolment_child_school` ON `enrolment` (`child_id`,`school_id`,`start_date`);--> statement-breakpoint
CREATE INDEX `enrolment_school` ON `enrolment` (`school_id`,`start_date`);--> statement-breakpoint
CREATE TABLE `__new_import_batch` (
	`id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`user_id` text NOT NULL,
	`title` text NOT NULL,
	`files` text NOT NULL,
	`state` text NOT NULL,
	`undone_at` text,
	`undone_reason` text
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_import_batch`("id", "at", "user_id", "title", "files", "state", "undone_at", "undone_reason") SELECT "id", "at", "user_id", "title", "files", "state", "undone_at", "undone_reason" FROM `import_batch`;--> statement-breakpoint
DROP TABLE `import_batch`;--> statement-breakpoint
ALTER TABLE `__new_import_batch` RENAME TO `import_batch`;--> statement-breakpoint
CREATE TABLE `__new_locality_cohort` (
	`id` text PRIMARY KEY NOT NULL,
	`locality_id` text NOT NULL,
	`cohort` text NOT NULL,
	`precedence` integer NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`locality_id`) REFERENCES `locality`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "locality_cohort_period" CHECK("valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("valid_to" IS NULL OR ("valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "valid_to" >= "valid_from")))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_locality_cohort`("id", "locality_id", "cohort", "precedence", "valid_from", "valid_to") SELECT "id", "locality_id", "cohort", "precedence", "valid_from", "valid_to" FROM `locality_cohort`;--> statement-breakpoint
DROP TABLE `locality_cohort`;--> statement-breakpoint
ALTER TABLE `__new_locality_cohort` RENAME TO `locality_cohort`;--> statement-breakpoint
CREATE TABLE `__new_measure` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`unit` text NOT NULL,
	`polarity` text NOT NULL,
	`definition` text NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_measure`("id", "code", "name", "unit", "polarity", "definition") SELECT "id", "code", "name", "unit", "polarity", "definition" FROM `measure`;--> statement-breakpoint
DROP TABLE `measure`;--> statement-breakpoint
ALTER TABLE `__new_measure` RENAME TO `measure`;--> statement-breakpoint
CREATE UNIQUE INDEX `measure_code` ON `measure` (`code`);--> statement-breakpoint
CREATE TABLE `__new_pep` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`school_id` text,
	`version` integer NOT NULL,
	`amends_id` text,
	`reason` text NOT NULL,
	`status` text NOT NULL,
	`due_on` text NOT NULL,
	`held_on` text,
	`submitted_on` text,
	`signed_off_on` text,
	`graded_by` text,
	`graded_on` text,
	`no_school_reason` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`school_id`) REFERENCES `school`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "pep_due" CHECK("due_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_pep`("id", "child_id", "school_id", "version", "amends_id", "reason", "status", "due_on", "held_on", "submitted_on", "signed_off_on", "graded_by", "graded_on", "no_school_reason") SELECT "id", "child_id", "school_id", "version", "amends_id", "reason", "status", "due_on", "held_on", "submitted_on", "signed_off_on", "graded_by", "graded_on", "no_school_reason" FROM `pep`;--> statement-breakpoint
DROP TABLE `pep`;--> statement-breakpoint
ALTER TABLE `__new_pep` RENAME TO `pep`;--> statement-breakpoint
CREATE INDEX `pep_child` ON `pep` (`child_id`,`due_on`);--> statement-breakpoint
CREATE INDEX `pep_due_date` ON `pep` (`due_on`);--> statement-breakpoint
CREATE TABLE `__new_pep_section` (
	`id` text PRIMARY KEY NOT NULL,
	`pep_id` text NOT NULL,
	`section` text NOT NULL,
	`filled` integer DEFAULT false NOT NULL,
	`content` text,
	`grade` text,
	`reason` text,
	FOREIGN KEY (`pep_id`) REFERENCES `pep`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_pep_section`("id", "pep_id", "section", "filled", "content", "grade", "reason") SELECT "id", "pep_id", "section", "filled", "content", "grade", "reason" FROM `pep_section`;--> statement-breakpoint
DROP TABLE `pep_section`;--> statement-breakpoint
ALTER TABLE `__new_pep_section` RENAME TO `pep_section`;--> statement-breakpoint
CREATE UNIQUE INDEX `pep_section_of_pep` ON `pep_section` (`pep_id`,`section`);--> statement-breakpoint
CREATE INDEX `pep_section_grades` ON `pep_section` (`pep_id`,`section`,`grade`);--> statement-breakpoint
CREATE TABLE `__new_pep_target` (
	`id` text PRIMARY KEY NOT NULL,
	`pep_id` text NOT NULL,
	`position` integer NOT NULL,
	`what` text NOT NULL,
	`when_by` text NOT NULL,
	`where_place` text,
	`who` text NOT NULL,
	`how_often` text,
	`cost_pounds` real,
	`evaluation` text NOT NULL,
	`evidence` text,
	FOREIGN KEY (`pep_id`) REFERENCES `pep`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_pep_target`("id", "pep_id", "position", "what", "when_by", "where_place", "who", "how_often", "cost_pounds", "evaluation", "evidence") SELECT "id", "pep_id", "position", "what", "when_by", "where_place", "who", "how_often", "cost_pounds", "evaluation", "evidence" FROM `pep_target`;--> statement-breakpoint
DROP TABLE `pep_target`;--> statement-breakpoint
ALTER TABLE `__new_pep_target` RENAME TO `pep_target`;--> statement-breakpoint
CREATE UNIQUE INDEX `pep_target_of_pep` ON `pep_target` (`pep_id`,`position`);--> statement-breakpoint
CREATE TABLE `__new_school_contact` (
	`id` text PRIMARY KEY NOT NULL,
	`school_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`telephone` text,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`school_id`) REFERENCES `school`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "school_contact_period" CHECK("valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("valid_to" IS NULL OR ("valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "valid_to" >= "valid_from")))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_school_contact`("id", "school_id", "kind", "name", "email", "telephone", "valid_from", "valid_to") SELECT "id", "school_id", "kind", "name", "email", "telephone", "valid_from", "valid_to" FROM `school_contact`;--> statement-breakpoint
DROP TABLE `school_contact`;--> statement-breakpoint
ALTER TABLE `__new_school_contact` RENAME TO `school_contact`;--> statement-breakpoint
CREATE INDEX `school_contact_school` ON `school_contact` (`school_id`,`kind`,`valid_from`);--> statement-breakpoint
CREATE TABLE `__new_secret_placement` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`local_id` text,
	`issuer` text,
	`from_date` text NOT NULL,
	`to_date` text,
	`kind` text NOT NULL,
	`reason` text NOT NULL,
	`said_by` text NOT NULL,
	`with_child_id` text,
	`checked_on` text,
	`checked_reason` text,
	`ended_reason` text,
	`answered_by` text,
	CONSTRAINT "secret_placement_period" CHECK("from_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("to_date" IS NULL OR ("to_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "to_date" >= "from_date"))),
	CONSTRAINT "secret_placement_ended" CHECK("to_date" IS NULL OR "ended_reason" IS NOT NULL)
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_secret_placement`("id", "child_id", "local_id", "issuer", "from_date", "to_date", "kind", "reason", "said_by", "with_child_id", "checked_on", "checked_reason", "ended_reason", "answered_by") SELECT "id", "child_id", "local_id", "issuer", "from_date", "to_date", "kind", "reason", "said_by", "with_child_id", "checked_on", "checked_reason", "ended_reason", "answered_by" FROM `secret_placement`;--> statement-breakpoint
DROP TABLE `secret_placement`;--> statement-breakpoint
ALTER TABLE `__new_secret_placement` RENAME TO `secret_placement`;--> statement-breakpoint
CREATE INDEX `secret_placement_child` ON `secret_placement` (`child_id`);--> statement-breakpoint
CREATE INDEX `secret_placement_local` ON `secret_placement` (`local_id`,`issuer`);--> statement-breakpoint
CREATE TABLE `__new_sen_status` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`status` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sen_status_period" CHECK("valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("valid_to" IS NULL OR ("valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "valid_to" >= "valid_from")))
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_sen_status`("id", "child_id", "status", "valid_from", "valid_to") SELECT "id", "child_id", "status", "valid_from", "valid_to" FROM `sen_status`;--> statement-breakpoint
DROP TABLE `sen_status`;--> statement-breakpoint
ALTER TABLE `__new_sen_status` RENAME TO `sen_status`;--> statement-breakpoint
CREATE INDEX `sen_status_child` ON `sen_status` (`child_id`,`valid_from`);--> statement-breakpoint
CREATE TABLE `__new_suspension` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`school_id` text,
	`category` text NOT NULL,
	`start_date` text NOT NULL,
	`sessions` integer NOT NULL,
	`reason_1` text,
	`reason_2` text,
	`reason_3` text,
	`status` text NOT NULL,
	`exam_affected` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`school_id`) REFERENCES `school`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "suspension_start" CHECK("start_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "suspension_sessions" CHECK("sessions" >= 0)
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_suspension`("id", "child_id", "school_id", "category", "start_date", "sessions", "reason_1", "reason_2", "reason_3", "status", "exam_affected") SELECT "id", "child_id", "school_id", "category", "start_date", "sessions", "reason_1", "reason_2", "reason_3", "status", "exam_affected" FROM `suspension`;--> statement-breakpoint
DROP TABLE `suspension`;--> statement-breakpoint
ALTER TABLE `__new_suspension` RENAME TO `suspension`;--> statement-breakpoint
CREATE INDEX `suspension_child` ON `suspension` (`child_id`,`start_date`);--> statement-breakpoint
CREATE INDEX `suspension_date` ON `suspension` (`start_date`);--> statement-breakpoint
CREATE TABLE `__new_target` (
	`id` text PRIMARY KEY NOT NULL,
	`measure_id` text NOT NULL,
	`academic_year` text NOT NULL,
	`geography` text NOT NULL,
	`kind` text NOT NULL,
	`value` real NOT NULL,
	`floor` real,
	`peer` text,
	`source` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`measure_id`) REFERENCES `measure`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "target_year" CHECK("academic_year" GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]')
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_target`("id", "measure_id", "academic_year", "geography", "kind", "value", "floor", "peer", "source", "position") SELECT "id", "measure_id", "academic_year", "geography", "kind", "value", "floor", "peer", "source", "position" FROM `target`;--> statement-breakpoint
DROP TABLE `target`;--> statement-breakpoint
ALTER TABLE `__new_target` RENAME TO `target`;--> statement-breakpoint
CREATE UNIQUE INDEX `target_of_peer` ON `target` (`measure_id`,`academic_year`,`geography`,`kind`,`peer`);--> statement-breakpoint
CREATE TABLE `__new_term` (
	`id` text PRIMARY KEY NOT NULL,
	`academic_year` text NOT NULL,
	`term` text NOT NULL,
	`half` integer NOT NULL,
	`start_date` text NOT NULL,
	`end_date` text NOT NULL,
	CONSTRAINT "term_period" CHECK("start_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("end_date" IS NULL OR ("end_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "end_date" >= "start_date"))),
	CONSTRAINT "term_academic_year" CHECK("academic_year" GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]')
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_term`("id", "academic_year", "term", "half", "start_date", "end_date") SELECT "id", "academic_year", "term", "half", "start_date", "end_date" FROM `term`;--> statement-breakpoint
DROP TABLE `term`;--> statement-breakpoint
ALTER TABLE `__new_term` RENAME TO `term`;--> statement-breakpoint
CREATE UNIQUE INDEX `term_half` ON `term` (`academic_year`,`term`,`half`);--> statement-breakpoint
CREATE TABLE `__new_user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`locality_id` text,
	`active` integer DEFAULT true NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`locality_id`) REFERENCES `locality`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_user`("id", "name", "role", "locality_id", "active", "created_at") SELECT "id", "name", "role", "locality_id", "active", "created_at" FROM `user`;--> statement-breakpoint
DROP TABLE `user`;--> statement-breakpoint
ALTER TABLE `__new_user` RENAME TO `user`;--> statement-breakpoint
CREATE TABLE `__new_school` (
	`id` text PRIMARY KEY NOT NULL,
	`urn` text,
	`laestab` text,
	`name` text NOT NULL,
	`phase` text,
	`district_id` text,
	`postcode` text,
	`opened_on` text,
	`closed_on` text,
	FOREIGN KEY (`district_id`) REFERENCES `district`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_school`("id", "urn", "laestab", "name", "phase", "district_id", "postcode", "opened_on", "closed_on") SELECT "id", "urn", "laestab", "name", "phase", "district_id", "postcode", "opened_on", "closed_on" FROM `school`;--> statement-breakpoint
DROP TABLE `school`;--> statement-breakpoint
ALTER TABLE `__new_school` RENAME TO `school`;--> statement-breakpoint
CREATE UNIQUE INDEX `school_urn` ON `school` (`urn`);--> statement-breakpoint
CREATE INDEX `school_name` ON `school` (`name`);
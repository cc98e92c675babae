CREATE TABLE `authority_profile` (
	`id` text PRIMARY KEY NOT NULL,
	`la_code` text NOT NULL,
	`name` text NOT NULL,
	`virtual_school_name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `bank_holiday` (
	`id` text PRIMARY KEY NOT NULL,
	`date` text NOT NULL,
	`name` text NOT NULL,
	CONSTRAINT "bank_holiday_date" CHECK("bank_holiday"."date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `bank_holiday_on` ON `bank_holiday` (`date`);--> statement-breakpoint
CREATE TABLE `code` (
	`id` text PRIMARY KEY NOT NULL,
	`code_set` text NOT NULL,
	`code` text NOT NULL,
	`label` text NOT NULL,
	`category` text,
	`valid_from` text NOT NULL,
	`valid_to` text,
	CONSTRAINT "code_period" CHECK("code"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("code"."valid_to" IS NULL OR ("code"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "code"."valid_to" >= "code"."valid_from")))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `code_of_set` ON `code` (`code_set`,`code`,`valid_from`);--> statement-breakpoint
CREATE TABLE `district` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`former_name` text,
	`la_code` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	CONSTRAINT "district_period" CHECK("district"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("district"."valid_to" IS NULL OR ("district"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "district"."valid_to" >= "district"."valid_from")))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `district_code` ON `district` (`code`,`valid_from`);--> statement-breakpoint
CREATE TABLE `locality` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`short_name` text NOT NULL,
	`position` integer NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	CONSTRAINT "locality_period" CHECK("locality"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("locality"."valid_to" IS NULL OR ("locality"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "locality"."valid_to" >= "locality"."valid_from")))
) STRICT;
--> statement-breakpoint
CREATE TABLE `locality_cohort` (
	`id` text PRIMARY KEY NOT NULL,
	`locality_id` text NOT NULL,
	`cohort` text NOT NULL,
	`precedence` integer NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`locality_id`) REFERENCES `locality`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "locality_cohort_period" CHECK("locality_cohort"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("locality_cohort"."valid_to" IS NULL OR ("locality_cohort"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "locality_cohort"."valid_to" >= "locality_cohort"."valid_from"))),
	CONSTRAINT "locality_cohort_kind" CHECK("locality_cohort"."cohort" IN ('outOfAuthority', 'specialEducationalNeeds'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `locality_district` (
	`id` text PRIMARY KEY NOT NULL,
	`locality_id` text NOT NULL,
	`district_id` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`locality_id`) REFERENCES `locality`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`district_id`) REFERENCES `district`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "locality_district_period" CHECK("locality_district"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("locality_district"."valid_to" IS NULL OR ("locality_district"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "locality_district"."valid_to" >= "locality_district"."valid_from")))
) STRICT;
--> statement-breakpoint
CREATE INDEX `locality_district_district` ON `locality_district` (`district_id`);--> statement-breakpoint
CREATE TABLE `locality_staff` (
	`id` text PRIMARY KEY NOT NULL,
	`locality_id` text NOT NULL,
	`full_time_equivalent` real NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`locality_id`) REFERENCES `locality`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "locality_staff_period" CHECK("locality_staff"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("locality_staff"."valid_to" IS NULL OR ("locality_staff"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "locality_staff"."valid_to" >= "locality_staff"."valid_from")))
) STRICT;
--> statement-breakpoint
CREATE TABLE `postcode_area` (
	`id` text PRIMARY KEY NOT NULL,
	`postcode_area` text NOT NULL,
	`district_id` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`district_id`) REFERENCES `district`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "postcode_area_period" CHECK("postcode_area"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("postcode_area"."valid_to" IS NULL OR ("postcode_area"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "postcode_area"."valid_to" >= "postcode_area"."valid_from")))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `postcode_area_from` ON `postcode_area` (`postcode_area`,`valid_from`);--> statement-breakpoint
CREATE TABLE `rule_set` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`source` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	CONSTRAINT "rule_set_period" CHECK("rule_set"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("rule_set"."valid_to" IS NULL OR ("rule_set"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "rule_set"."valid_to" >= "rule_set"."valid_from")))
) STRICT;
--> statement-breakpoint
CREATE INDEX `rule_set_kind` ON `rule_set` (`kind`,`valid_from`);--> statement-breakpoint
CREATE TABLE `term` (
	`id` text PRIMARY KEY NOT NULL,
	`academic_year` text NOT NULL,
	`term` text NOT NULL,
	`half` integer NOT NULL,
	`start_date` text NOT NULL,
	`end_date` text NOT NULL,
	CONSTRAINT "term_period" CHECK("term"."start_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("term"."end_date" IS NULL OR ("term"."end_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "term"."end_date" >= "term"."start_date"))),
	CONSTRAINT "term_academic_year" CHECK("term"."academic_year" GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]'),
	CONSTRAINT "term_name" CHECK("term"."term" IN ('autumn', 'spring', 'summer'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `term_half` ON `term` (`academic_year`,`term`,`half`);--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`locality_id` text,
	`active` integer DEFAULT true NOT NULL,
	`created_at` text NOT NULL,
	FOREIGN KEY (`locality_id`) REFERENCES `locality`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "user_role" CHECK("user"."role" IN ('administrator', 'assistantHead', 'reader'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `care_period` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`kind` text NOT NULL,
	`start_date` text NOT NULL,
	`end_date` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "care_period_kind" CHECK("care_period"."kind" IN ('all', 'withoutRespite'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `care_period_child` ON `care_period` (`child_id`,`kind`);--> statement-breakpoint
CREATE INDEX `care_period_dates` ON `care_period` (`kind`,`start_date`,`end_date`);--> statement-breakpoint
CREATE TABLE `child` (
	`id` text PRIMARY KEY NOT NULL,
	`sex` text,
	`ethnicity` text,
	`first_language` text,
	`disabled` integer DEFAULT false NOT NULL,
	`sealed_on` text,
	CONSTRAINT "child_sex" CHECK("child"."sex" IN ('M', 'F', 'U'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `child_date_of_birth` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`date_of_birth` text NOT NULL,
	`disputed` integer DEFAULT false NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "child_date_of_birth_period" CHECK("child_date_of_birth"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("child_date_of_birth"."valid_to" IS NULL OR ("child_date_of_birth"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "child_date_of_birth"."valid_to" >= "child_date_of_birth"."valid_from")))
) STRICT;
--> statement-breakpoint
CREATE INDEX `child_date_of_birth_child` ON `child_date_of_birth` (`child_id`);--> statement-breakpoint
CREATE TABLE `child_identifier` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`issuer` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "child_identifier_period" CHECK("child_identifier"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("child_identifier"."valid_to" IS NULL OR ("child_identifier"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "child_identifier"."valid_to" >= "child_identifier"."valid_from"))),
	CONSTRAINT "child_identifier_kind" CHECK("child_identifier"."kind" IN ('localId', 'upn', 'formerUpn', 'uln'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `child_identifier_child` ON `child_identifier` (`child_id`,`kind`);--> statement-breakpoint
CREATE UNIQUE INDEX `child_identifier_value` ON `child_identifier` (`kind`,`value`,`issuer`,`child_id`);--> statement-breakpoint
CREATE TABLE `child_name` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`kind` text NOT NULL,
	`surname` text NOT NULL,
	`forename` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "child_name_period" CHECK("child_name"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("child_name"."valid_to" IS NULL OR ("child_name"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "child_name"."valid_to" >= "child_name"."valid_from"))),
	CONSTRAINT "child_name_kind" CHECK("child_name"."kind" IN ('legal', 'knownAs'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `child_name_child` ON `child_name` (`child_id`,`kind`,`valid_from`);--> statement-breakpoint
CREATE TABLE `child_professional` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "child_professional_period" CHECK("child_professional"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("child_professional"."valid_to" IS NULL OR ("child_professional"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "child_professional"."valid_to" >= "child_professional"."valid_from"))),
	CONSTRAINT "child_professional_kind" CHECK("child_professional"."kind" IN ('socialWorker', 'reviewingOfficer'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `child_professional_child` ON `child_professional` (`child_id`,`kind`);--> statement-breakpoint
CREATE TABLE `child_responsible_authority` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`la_code` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "child_responsible_authority_period" CHECK("child_responsible_authority"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("child_responsible_authority"."valid_to" IS NULL OR ("child_responsible_authority"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "child_responsible_authority"."valid_to" >= "child_responsible_authority"."valid_from")))
) STRICT;
--> statement-breakpoint
CREATE INDEX `child_responsible_authority_child` ON `child_responsible_authority` (`child_id`);--> statement-breakpoint
CREATE TABLE `child_uasc` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "child_uasc_period" CHECK("child_uasc"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("child_uasc"."valid_to" IS NULL OR ("child_uasc"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "child_uasc"."valid_to" >= "child_uasc"."valid_from")))
) STRICT;
--> statement-breakpoint
CREATE INDEX `child_uasc_child` ON `child_uasc` (`child_id`);--> statement-breakpoint
CREATE TABLE `enrolment` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`school_id` text NOT NULL,
	`nc_year` integer,
	`kind` text NOT NULL,
	`part_time_sessions` integer,
	`alternative_provision` integer DEFAULT false NOT NULL,
	`start_date` text NOT NULL,
	`end_date` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`school_id`) REFERENCES `school`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "enrolment_period" CHECK("enrolment"."start_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("enrolment"."end_date" IS NULL OR ("enrolment"."end_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "enrolment"."end_date" >= "enrolment"."start_date"))),
	CONSTRAINT "enrolment_kind" CHECK("enrolment"."kind" IN ('main', 'dual'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `enrolment_child_school` ON `enrolment` (`child_id`,`school_id`,`start_date`);--> statement-breakpoint
CREATE INDEX `enrolment_school` ON `enrolment` (`school_id`,`start_date`);--> statement-breakpoint
CREATE TABLE `episode` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`start_date` text NOT NULL,
	`end_date` text,
	`reason_started` text NOT NULL,
	`legal_status` text NOT NULL,
	`need_code` text,
	`placement_type` text NOT NULL,
	`placement_provider` text,
	`reason_ceased` text,
	`reason_placement_change` text,
	`home_postcode` text,
	`placement_postcode` text,
	`placement_district_id` text,
	`provider_ofsted_urn` text,
	`carer` text,
	`confidential` integer DEFAULT false NOT NULL,
	`confidential_reason` text,
	`source` text NOT NULL,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`placement_district_id`) REFERENCES `district`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "episode_period" CHECK("episode"."start_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("episode"."end_date" IS NULL OR ("episode"."end_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "episode"."end_date" >= "episode"."start_date")))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `episode_child_start` ON `episode` (`child_id`,`start_date`);--> statement-breakpoint
CREATE TABLE `locality_period` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`locality_id` text,
	`reason` text NOT NULL,
	`start_date` text NOT NULL,
	`end_date` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`locality_id`) REFERENCES `locality`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `locality_period_child` ON `locality_period` (`child_id`,`start_date`);--> statement-breakpoint
CREATE INDEX `locality_period_dates` ON `locality_period` (`locality_id`,`start_date`);--> statement-breakpoint
CREATE TABLE `possible_leaver` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`noticed_on` text NOT NULL,
	`batch_id` text NOT NULL,
	`resolved_on` text,
	`resolution` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `possible_leaver_child` ON `possible_leaver` (`child_id`);--> statement-breakpoint
CREATE TABLE `sen_status` (
	`id` text PRIMARY KEY NOT NULL,
	`child_id` text NOT NULL,
	`status` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "sen_status_period" CHECK("sen_status"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("sen_status"."valid_to" IS NULL OR ("sen_status"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "sen_status"."valid_to" >= "sen_status"."valid_from"))),
	CONSTRAINT "sen_status_word" CHECK("sen_status"."status" IN ('N', 'K', 'E', 'S'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `sen_status_child` ON `sen_status` (`child_id`,`valid_from`);--> statement-breakpoint
CREATE TABLE `attainment_result` (
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
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "attainment_result_year" CHECK("attainment_result"."academic_year" GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]'),
	CONSTRAINT "attainment_result_received" CHECK("attainment_result"."received_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "attainment_result_status" CHECK("attainment_result"."status" IN ('provisional', 'revised', 'final')),
	CONSTRAINT "attainment_result_entry" CHECK("attainment_result"."entry" IN ('first', 'resit'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `attainment_result_child` ON `attainment_result` (`child_id`,`academic_year`);--> statement-breakpoint
CREATE INDEX `attainment_result_year_stage` ON `attainment_result` (`key_stage`,`academic_year`);--> statement-breakpoint
CREATE TABLE `attainment_target` (
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
	CONSTRAINT "attainment_target_kind" CHECK("attainment_target"."kind" IN ('target', 'prediction')),
	CONSTRAINT "attainment_target_year" CHECK("attainment_target"."academic_year" GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]')
) STRICT;
--> statement-breakpoint
CREATE INDEX `attainment_target_child` ON `attainment_target` (`child_id`,`academic_year`);--> statement-breakpoint
CREATE TABLE `attendance_rollup` (
	`academic_year` text NOT NULL,
	`child_id` text NOT NULL,
	`month` text NOT NULL,
	`locality` text NOT NULL,
	`in_care` integer NOT NULL,
	`attended` integer NOT NULL,
	`authorised` integer NOT NULL,
	`unauthorised` integer NOT NULL,
	`not_possible` integer NOT NULL,
	`conflicts` integer NOT NULL,
	PRIMARY KEY(`academic_year`, `child_id`, `month`, `locality`, `in_care`),
	FOREIGN KEY (`child_id`) REFERENCES `child`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `attendance_rollup_child` ON `attendance_rollup` (`child_id`);--> statement-breakpoint
CREATE TABLE `attendance_week` (
	`id` text PRIMARY KEY NOT NULL,
	`enrolment_id` text NOT NULL,
	`week_start` text NOT NULL,
	`marks` text NOT NULL,
	FOREIGN KEY (`enrolment_id`) REFERENCES `enrolment`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "attendance_week_start" CHECK("attendance_week"."week_start" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "attendance_week_marks" CHECK(length("attendance_week"."marks") = 20)
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `attendance_week_enrolment` ON `attendance_week` (`enrolment_id`,`week_start`);--> statement-breakpoint
CREATE TABLE `pep` (
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
	CONSTRAINT "pep_due" CHECK("pep"."due_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "pep_status" CHECK("pep"."status" IN ('due', 'draft', 'submitted', 'returned', 'signedOff'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `pep_child` ON `pep` (`child_id`,`due_on`);--> statement-breakpoint
CREATE INDEX `pep_due_date` ON `pep` (`due_on`);--> statement-breakpoint
CREATE TABLE `pep_section` (
	`id` text PRIMARY KEY NOT NULL,
	`pep_id` text NOT NULL,
	`section` text NOT NULL,
	`filled` integer DEFAULT false NOT NULL,
	`content` text,
	`grade` text,
	`reason` text,
	FOREIGN KEY (`pep_id`) REFERENCES `pep`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "pep_section_grade" CHECK("pep_section"."grade" IN ('green', 'amber', 'red'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `pep_section_of_pep` ON `pep_section` (`pep_id`,`section`);--> statement-breakpoint
CREATE TABLE `pep_target` (
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
	FOREIGN KEY (`pep_id`) REFERENCES `pep`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "pep_target_evaluation" CHECK("pep_target"."evaluation" IN ('notEvaluated', 'notBegun', 'underWay', 'partlyMet', 'met', 'notMet'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `pep_target_of_pep` ON `pep_target` (`pep_id`,`position`);--> statement-breakpoint
CREATE TABLE `suspension` (
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
	CONSTRAINT "suspension_start" CHECK("suspension"."start_date" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "suspension_category" CHECK("suspension"."category" IN ('SUSP', 'PERM', 'LNCH')),
	CONSTRAINT "suspension_status" CHECK("suspension"."status" IN ('issued', 'cancelled', 'reinstated', 'quashed')),
	CONSTRAINT "suspension_sessions" CHECK("suspension"."sessions" >= 0)
) STRICT;
--> statement-breakpoint
CREATE INDEX `suspension_child` ON `suspension` (`child_id`,`start_date`);--> statement-breakpoint
CREATE INDEX `suspension_date` ON `suspension` (`start_date`);--> statement-breakpoint
CREATE TABLE `benchmark` (
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
	CONSTRAINT "benchmark_year" CHECK("benchmark"."academic_year" GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]'),
	CONSTRAINT "benchmark_kind" CHECK("benchmark"."kind" IN ('value', 'gap'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `benchmark_measure` ON `benchmark` (`measure_id`,`academic_year`,`geography`,`cohort_kind`);--> statement-breakpoint
CREATE TABLE `measure` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`unit` text NOT NULL,
	`polarity` text NOT NULL,
	`definition` text NOT NULL,
	CONSTRAINT "measure_polarity" CHECK("measure"."polarity" IN ('higher', 'lower'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `measure_code` ON `measure` (`code`);--> statement-breakpoint
CREATE TABLE `target` (
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
	CONSTRAINT "target_year" CHECK("target"."academic_year" GLOB '[0-9][0-9][0-9][0-9]/[0-9][0-9]'),
	CONSTRAINT "target_kind" CHECK("target"."kind" IN ('maximumGap', 'minimumRate', 'maximumRate'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `target_measure` ON `target` (`measure_id`,`academic_year`,`geography`,`kind`);--> statement-breakpoint
CREATE TABLE `audit_entry` (
	`id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`user_id` text NOT NULL,
	`user_name` text NOT NULL,
	`action` text NOT NULL,
	`outcome` text NOT NULL,
	`detail` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_entry_at` ON `audit_entry` (`at`);--> statement-breakpoint
CREATE TABLE `audit_subject` (
	`id` text PRIMARY KEY NOT NULL,
	`audit_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	FOREIGN KEY (`audit_id`) REFERENCES `audit_entry`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_subject_subject` ON `audit_subject` (`subject_id`);--> statement-breakpoint
CREATE INDEX `audit_subject_audit` ON `audit_subject` (`audit_id`);--> statement-breakpoint
CREATE TABLE `change_log` (
	`id` text PRIMARY KEY NOT NULL,
	`table_name` text NOT NULL,
	`row_key` text NOT NULL,
	`field` text NOT NULL,
	`old` text,
	`new` text,
	`actor_id` text NOT NULL,
	`device_id` text NOT NULL,
	`clock` text NOT NULL,
	`batch_id` text,
	`reason` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `change_log_row` ON `change_log` (`row_key`);--> statement-breakpoint
CREATE INDEX `change_log_batch` ON `change_log` (`batch_id`,`id`);--> statement-breakpoint
CREATE TABLE `import_batch` (
	`id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`user_id` text NOT NULL,
	`title` text NOT NULL,
	`files` text NOT NULL,
	`state` text NOT NULL,
	`undone_at` text,
	`undone_reason` text,
	CONSTRAINT "import_batch_state" CHECK("import_batch"."state" IN ('committed', 'undone'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `import_refusal` (
	`id` text PRIMARY KEY NOT NULL,
	`batch_id` text NOT NULL,
	`file_name` text NOT NULL,
	`csv` text NOT NULL,
	FOREIGN KEY (`batch_id`) REFERENCES `import_batch`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `import_refusal_batch` ON `import_refusal` (`batch_id`);--> statement-breakpoint
CREATE TABLE `pack_export` (
	`id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`user_id` text NOT NULL,
	`school_id` text NOT NULL,
	`children` integer NOT NULL,
	`folder` text NOT NULL,
	`protected` integer DEFAULT false NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `released_report` (
	`id` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`parameters` text NOT NULL,
	`cells` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `store_info` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `school` (
	`id` text PRIMARY KEY NOT NULL,
	`urn` text NOT NULL,
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
CREATE UNIQUE INDEX `school_urn` ON `school` (`urn`);--> statement-breakpoint
CREATE INDEX `school_name` ON `school` (`name`);--> statement-breakpoint
CREATE TABLE `school_contact` (
	`id` text PRIMARY KEY NOT NULL,
	`school_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`telephone` text,
	`valid_from` text NOT NULL,
	`valid_to` text,
	FOREIGN KEY (`school_id`) REFERENCES `school`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "school_contact_period" CHECK("school_contact"."valid_from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND ("school_contact"."valid_to" IS NULL OR ("school_contact"."valid_to" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "school_contact"."valid_to" >= "school_contact"."valid_from"))),
	CONSTRAINT "school_contact_kind" CHECK("school_contact"."kind" IN ('designatedTeacher', 'designatedSafeguardingLead'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `school_contact_school` ON `school_contact` (`school_id`,`kind`,`valid_from`);
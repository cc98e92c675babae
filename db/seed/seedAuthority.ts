import type { Writer } from '#db/write.ts';
import { DEFAULT_PUBLICATION_DAYS } from '#domain/attainment/standsFrom.ts';
import { defaultBankHolidays } from '#domain/calendar/defaults/bankHolidays.ts';
import { kentTermsBetween } from '#domain/calendar/defaults/kentTerms.ts';
import { catalogue } from '#domain/measures/catalogue.ts';
import { DEFAULT_FIGURES_PUBLISHED } from '#domain/measures/figuresPublished.ts';
import { DEFAULT_NEEDS_ORDER } from '#domain/needs/needsOrder.ts';
import { districts, kentLocalities, postcodeAreas } from './kentPlaces.ts';

/** From when the shipped rows hold: before any figure the app can show. */
const ALWAYS = '2000-01-01';

/** Writes an authority's profile into an empty store: places, calendar, rule sets, measures. All of it editable rows. */
export function seedAuthority(writer: Pick<Writer, 'insert'>): void {
  writer.insert('authority_profile', { la_code: '886', name: 'Kent', virtual_school_name: 'Virtual School Kent' });
  seedPlaces(writer);
  for (const half of kentTermsBetween('2005/06', '2026/27')) {
    writer.insert('term', {
      academic_year: half.academicYear,
      term: half.term,
      half: half.half,
      start_date: half.start,
      end_date: half.end,
    });
  }
  for (const holiday of defaultBankHolidays())
    writer.insert('bank_holiday', { date: holiday.date, name: holiday.name });
  writer.insert('rule_set', {
    kind: 'minimumCohortToRate',
    value: '10',
    source: 'domain.md section 12',
    valid_from: ALWAYS,
    valid_to: null,
  });
  writer.insert('rule_set', {
    kind: 'resultsPublished',
    value: JSON.stringify(DEFAULT_PUBLICATION_DAYS),
    source: 'Assumed, where a file of results gives no date of its own [check]',
    valid_from: ALWAYS,
    valid_to: null,
  });
  writer.insert('rule_set', {
    kind: 'figuresPublished',
    value: JSON.stringify(DEFAULT_FIGURES_PUBLISHED),
    source: 'Assumed, because published figures come without their day of publication [check]',
    valid_from: ALWAYS,
    valid_to: null,
  });
  writer.insert('rule_set', {
    kind: 'needsOrder',
    value: JSON.stringify(DEFAULT_NEEDS_ORDER),
    source: 'What a virtual school acts on first',
    valid_from: ALWAYS,
    valid_to: null,
  });
  for (const measure of catalogue) {
    writer.insert('measure', {
      code: measure.id,
      name: measure.name,
      unit: measure.unit,
      polarity: measure.polarity,
      definition: measure.definition,
    });
  }
}

function seedPlaces(writer: Pick<Writer, 'insert'>): void {
  const districtIds = new Map<string, string>();
  for (const district of districts) {
    const id = writer.insert('district', {
      code: district.code,
      name: district.name,
      former_name: 'formerName' in district ? district.formerName : null,
      la_code: district.laCode,
      valid_from: ALWAYS,
      valid_to: null,
    });
    districtIds.set(district.code, id);
    for (const area of (postcodeAreas[district.code] ?? '').split(' ').filter(Boolean)) {
      writer.insert('postcode_area', { postcode_area: area, district_id: id, valid_from: ALWAYS, valid_to: null });
    }
  }
  for (const [position, locality] of kentLocalities.entries()) {
    const localityId = writer.insert('locality', {
      name: locality.name,
      short_name: locality.shortName,
      position,
      valid_from: ALWAYS,
      valid_to: null,
    });
    for (const code of locality.districts) {
      writer.insert('locality_district', {
        locality_id: localityId,
        district_id: districtIds.get(code) ?? null,
        valid_from: ALWAYS,
        valid_to: null,
      });
    }
    for (const [precedence, { cohort, validTo }] of locality.cohorts.entries()) {
      writer.insert('locality_cohort', {
        locality_id: localityId,
        cohort,
        precedence,
        valid_from: ALWAYS,
        valid_to: validTo,
      });
    }
  }
}

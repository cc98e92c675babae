import type { Writer } from '#db/write.ts';

export type SchoolSpec = {
  urn?: string;
  name?: string;
  laestab?: string | null;
  phase?: string | null;
  districtId?: string | null;
  /** Designated teachers by their dates; a plain name has held the post since 2000. */
  designatedTeacher?: string | { name: string; from: string; to?: string | null }[];
  safeguardingLead?: string;
};

let next = 0;

/** Writes a school with its contacts; answers its id. Everything not given is made up, and no URN twice. */
export function aSchool(writer: Writer, spec: SchoolSpec = {}): string {
  next += 1;
  const id = writer.insert('school', {
    urn: spec.urn ?? String(200_000 + next),
    name: spec.name ?? `Test School ${next}`,
    laestab: spec.laestab ?? null,
    phase: spec.phase ?? 'Secondary',
    district_id: spec.districtId ?? null,
  });
  const contact = (kind: string, name: string, from: string, to: string | null) =>
    writer.insert('school_contact', { school_id: id, kind, name, valid_from: from, valid_to: to });
  const teachers =
    typeof spec.designatedTeacher === 'string'
      ? [{ name: spec.designatedTeacher, from: '2000-01-01', to: null }]
      : (spec.designatedTeacher ?? []);
  for (const teacher of teachers) contact('designatedTeacher', teacher.name, teacher.from, teacher.to ?? null);
  if (spec.safeguardingLead) contact('designatedSafeguardingLead', spec.safeguardingLead, '2000-01-01', null);
  return id;
}

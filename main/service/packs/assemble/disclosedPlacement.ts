/**
 * What a pack may say about where a child lives: the placement type and district, or nothing at all.
 *
 * A confidential placement yields an empty object, exactly as a placement with nothing recorded does, so a reader cannot tell
 * the two apart. Source: domain.md section 1, 'Confidential placement' (address, postcode, district, distance, carer and
 * placement type vanish from everything that leaves the team).
 *
 * @example disclosedPlacement({ confidential: true, type: 'Foster care', district: 'Thanet' })  // {}
 * @example disclosedPlacement({ confidential: false, type: 'Foster care', district: null })
 * // { placement: { type: 'Foster care' } }
 */
export function disclosedPlacement(facts: { confidential: boolean; type: string | null; district: string | null }): {
  placement?: { type?: string; district?: string };
} {
  if (facts.confidential || (facts.type === null && facts.district === null)) return {};
  return {
    placement: {
      ...(facts.type === null ? {} : { type: facts.type }),
      ...(facts.district === null ? {} : { district: facts.district }),
    },
  };
}

import type { Role } from '#domain/access/roles.ts';

/** Each role by its name, and what it may see. */
export const roleWords: Record<Role, { title: string; sees: string }> = {
  administrator: { title: 'Administrator', sees: 'everything, brings data in and changes settings' },
  head: { title: 'Head or deputy head', sees: 'every child of the county, and the team’s figures' },
  assistantHead: { title: 'Assistant head', sees: 'the children of their locality, and the team’s figures' },
  educationWelfareOfficer: {
    title: 'Education welfare officer',
    sees: 'attendance, suspensions and contacts of every child, other authorities’ children too',
  },
  dataOfficer: { title: 'Data officer', sees: 'every child and figure, and brings data in; no settings' },
  reader: { title: 'Reader', sees: 'published figures only, no child' },
};

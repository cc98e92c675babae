/** Localities, districts, calendar and targets: what an administrator may change of the authority's profile. */
export const settingsCalls = {};

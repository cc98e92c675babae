/** Updates, only on the person's word and from a folder that the council sets. */
export const updateCalls = {};

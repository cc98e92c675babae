/** A review pack in one file (`.vskpack`) is read into memory whole: larger ones are neither made nor opened. In bytes. */
export const largestPackFile = 64 * 1024 * 1024;

/** What one sheet may hold, and what it may unpack to: a few kilobytes of zip can hide gigabytes. */
export const sheetLimits = {
  rows: 50_000,
  columns: 100,
  bytes: 20 * 1024 * 1024,
  unpackedBytes: 200 * 1024 * 1024,
  zipEntries: 1_000,
} as const;

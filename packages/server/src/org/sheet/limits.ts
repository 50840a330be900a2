/** What one sheet to import may hold. */
export const sheetLimits = {
  rows: 50_000,
  columns: 100,
  bytes: 20 * 1024 * 1024,
} as const;

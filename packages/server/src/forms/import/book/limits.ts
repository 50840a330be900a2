/** How much of a workbook is looked at in order to propose a form. */
export const bookLimits = {
  /** Files inside the zip. */
  parts: 2000,
  /** Of the XML in it; 200,000 filled cells are about 15 MB. */
  inflatedBytes: 64 * 1024 * 1024,
  sheets: 60,
  /** A form has at most 500 fields; a filled cell further right is no form. */
  columns: 500,
  /** Of one sheet; what stands below is not looked at, which the proposal says. */
  rows: 20_000,
  /** Of all sheets together: about a second of work to propose a form from. */
  cells: 200_000,
  /** Rules for what cells may hold, and places of one rule. */
  rules: 2000,
  /** Of one cell, as in Excel. */
  text: 32_767,
} as const;

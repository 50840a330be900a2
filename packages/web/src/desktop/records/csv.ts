/** Small sheets made in the browser from what it already holds; large ones come from the server as .xlsx. */

/** A cell that a spreadsheet would run as a formula is kept as text. */
export function csvCell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Headings that differ, so that whoever sorts or reads the sheet can name each column: 备注, 备注（2）. */
export function distinctHeadings(headings: readonly string[]): string[] {
  const taken = new Set<string>();
  return headings.map((heading) => {
    let name = heading;
    for (let number = 2; taken.has(name); number++) name = `${heading}（${number}）`;
    taken.add(name);
    return name;
  });
}

export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => row.map(csvCell).join(',')).join('\r\n');
}

export function saveCsv(name: string, rows: readonly (readonly (string | number)[])[]): void {
  // The byte order mark tells Excel that the text is UTF-8.
  const address = URL.createObjectURL(new Blob([`\ufeff${toCsv(rows)}\r\n`], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

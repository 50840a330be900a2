/** Departments as lines of a tree, company by company. Pure. */
import type { Department } from '@anshao/core/org/departments-contract.ts';

export interface DepartmentLine {
  readonly department: Department;
  readonly depth: number;
  /** The first of its company. */
  readonly startsCompany: boolean;
}

/** A department whose parent is not among them stands at the top: the viewer may see a part of the tree only. */
export function departmentLines(rows: readonly Department[]): DepartmentLine[] {
  const known = new Set(rows.map((row) => row.id));
  const below = new Map<string | null, Department[]>();
  for (const row of rows) {
    const parent = row.parentId !== null && known.has(row.parentId) ? row.parentId : null;
    below.set(parent, [...(below.get(parent) ?? []), row]);
  }
  const walk = (parent: string | null, depth: number): { department: Department; depth: number }[] =>
    (below.get(parent) ?? []).flatMap((department) => [{ department, depth }, ...walk(department.id, depth + 1)]);
  return walk(null, 0).map((line, index, lines) => ({
    ...line,
    startsCompany: index === 0 || lines[index - 1]?.department.companyId !== line.department.companyId,
  }));
}

/** Where a department may go: anywhere in its company but to itself and what is below it. */
export function possibleParents(rows: readonly Department[], department: Department | undefined): DepartmentLine[] {
  const lines = departmentLines(rows.filter((row) => row.status === 'active' || row.id === department?.parentId));
  if (!department) return lines;
  const at = lines.findIndex((line) => line.department.id === department.id);
  const depth = lines[at]?.depth ?? 0;
  const next = lines.findIndex((line, index) => index > at && line.depth <= depth);
  const end = next < 0 ? lines.length : next;
  return lines.filter(
    (line, index) => line.department.companyId === department.companyId && (at < 0 || index < at || index >= end),
  );
}

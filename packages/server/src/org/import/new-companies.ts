/**
 * The companies that a plan would make, to be confirmed with it: a name written wrong once would otherwise stand in
 * the directory as one company more.
 */
import type { NewCompany } from '@anshao/core/org/contract.ts';
import type { KnownCompany, PlannedCommunity } from './check-communities.ts';

/** So many are named; a sheet of a whole city's first import makes more than anybody reads. */
export const namedCompanies = 100;

/**
 * @param standing every company of the directory
 * @returns by first row, the first hundred; `newCompanyCount` counts all
 */
export function newCompaniesOf(
  planned: readonly PlannedCommunity[],
  standing: readonly KnownCompany[],
): { newCompanies: NewCompany[]; newCompanyCount: number } {
  const fresh = new Map<string, Omit<NewCompany, 'alike'>>();
  for (const { row, company } of planned) {
    if (company === null || 'id' in company) continue;
    const { code, name } = company;
    const earlier = fresh.get(code);
    const firstRow = Math.min(row, earlier?.firstRow ?? row);
    fresh.set(code, { code, name, rows: (earlier?.rows ?? 0) + 1, firstRow });
  }
  const named = [...fresh.values()].sort((a, b) => a.firstRow - b.firstRow).slice(0, namedCompanies);
  const known = named.length === 0 ? [] : standing.map((company) => ({ ...company, ...spelling(company.name) }));
  return {
    newCompanies: named.map((company) => ({ ...company, alike: alike(company.name, known) })),
    newCompanyCount: fresh.size,
  };
}

interface Spelling {
  /** Letters and digits alone: brackets of either width, blanks and dots are no difference. */
  readonly whole: string;
  /** Without the city before it and the words that most companies of the trade end with. */
  readonly core: string;
}

function spelling(name: string): Spelling {
  const whole = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  const core = whole
    .replace(/^(\p{Script=Han}{2,3}省)?\p{Script=Han}{2,3}市/u, '')
    .replace(/(有限责任|股份有限|有限)?公司$/u, '')
    .replace(/(物业|管理|服务|企业|集团)+$/u, '');
  return { whole, core: core === '' ? whole : core };
}

/** The company one may have meant: the same but for common words, else one slip away. */
function alike(name: string, known: readonly (KnownCompany & Spelling)[]): NewCompany['alike'] {
  const { whole, core } = spelling(name);
  const found =
    known.find((company) => company.whole === whole) ??
    known.find((company) => company.core === core) ??
    known.find((company) => oneSlip(company.whole, whole) || (core.length > 3 && oneSlip(company.core, core)));
  return found ? { code: found.code, name: found.name } : null;
}

/** One letter put in, left out or exchanged. In names of two letters that would be half of it. */
function oneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1 || Math.min(one.length, other.length) < 3) return false;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  const rest = (text: string, skipped: number) => text.slice(from + skipped);
  return rest(one, 1) === rest(other, 1) || rest(one, 1) === rest(other, 0) || rest(one, 0) === rest(other, 1);
}

/** The columns of the directory sheets, the same for import and export, and which column of a sheet is which. */
import { createHash } from 'node:crypto';
import type { ImportKind } from '@anshao/core/org/contract.ts';
import { narrow } from '../clean-text.ts';

export interface Column {
  readonly field: string;
  readonly title: string;
  /** Other titles it goes by. */
  readonly aliases: readonly string[];
  readonly required: boolean;
  readonly width: number;
}

function column(
  field: string,
  title: string,
  width: number,
  required = false,
  aliases: readonly string[] = [],
): Column {
  return { field, title, aliases, required, width };
}

export const columnsOf: Readonly<Record<ImportKind, readonly Column[]>> = {
  communities: [
    column('code', '小区编号', 14, true, ['编号', '项目编号', '小区编码']),
    column('name', '小区名称', 24, true, ['名称', '项目名称', '小区']),
    column('district', '县区', 12, true, ['行政区域', '区县', '县（区）', '所属县区']),
    column('company', '物业公司', 28, false, ['公司名称', '物业服务企业', '物业企业']),
    column('companyCode', '公司编号', 14, false, ['企业编号']),
    column('address', '地址', 32, false, ['项目地址', '小区地址', '详细地址']),
    column('latitude', '纬度', 12),
    column('longitude', '经度', 12),
    column('status', '状态', 8),
  ],
  people: [
    column('name', '姓名', 12, true, ['联系人', '负责人', '项目负责人']),
    column('mobile', '手机号', 14, true, ['手机', '手机号码', '联系电话', '电话']),
    column('role', '岗位', 16, true, ['角色', '职务']),
    column('communityCode', '小区编号', 14, false, ['项目编号']),
    column('companyCode', '公司编号', 14, false, ['企业编号']),
    column('district', '县区', 12, false, ['行政区域', '区县']),
  ],
};

/** Our field → the sheet's title. */
export type Mapping = Readonly<Record<string, string>>;

/** `小区编号*`, `小区编号（必填）` and `小区编号` are one title. */
function titleKey(title: string): string {
  return narrow(title)
    .replace(/\(必填\)|[*\s]/g, '')
    .toLowerCase();
}

export function titlesHash(titles: readonly string[]): string {
  return createHash('sha256').update(titles.map(titleKey).join('\u0000')).digest('hex');
}

/**
 * What the caller says wins over what worked for the same titles before, and that over equal titles.
 * A title that the sheet does not have is left out.
 */
export function mapColumns(
  kind: ImportKind,
  titles: readonly string[],
  said: Mapping | undefined,
  remembered: Mapping | undefined,
): Mapping {
  const byKey = new Map<string, string>();
  for (const title of titles) if (!byKey.has(titleKey(title))) byKey.set(titleKey(title), title);
  const mapping: Record<string, string> = {};
  for (const { field, title, aliases } of columnsOf[kind]) {
    const candidates = said && field in said ? [said[field]] : [remembered?.[field], title, ...aliases];
    for (const candidate of candidates) {
      const found = candidate === undefined ? undefined : byKey.get(titleKey(candidate));
      if (found === undefined) continue;
      mapping[field] = found;
      break;
    }
  }
  return mapping;
}

export function missingColumns(kind: ImportKind, mapping: Mapping): Column[] {
  return columnsOf[kind].filter((one) => one.required && mapping[one.field] === undefined);
}

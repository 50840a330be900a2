/** 小区安全生产管理 as a package like any other: a fresh start installs it, an upgrade brings what is new. */
import type { PackageContent } from '@anshao/core/apps/package-file.ts';
import type { FormGrant } from '@anshao/core/forms/designing.ts';
import { roles } from '@anshao/core/org/contract.ts';
import { dailyReportForm } from './daily-report.ts';
import { hazardCategories } from './hazard-categories.ts';
import { hazardReportForm } from './hazard-report.ts';
import { inspectionRecordForm } from './inspection-record.ts';
import { pointForm } from './points.ts';

/** Daily reports come in through their tasks and are amended there; as records they are only read. */
const readOnly: FormGrant[] = roles.map((role) => ({
  role,
  create: false,
  read: role === 'administrator' || role === 'associationOfficer' ? 'all' : 'place',
  update: 'none',
  remove: 'none',
  hidden: [],
  fixed: [],
}));

export const safetyPackage: PackageContent = {
  format: 1,
  writtenBy: 'anshao',
  app: {
    id: '01900000-0000-7000-8000-000000000100',
    key: 'safety',
    name: '小区安全生产管理',
    icon: 'shield',
    description: '安全日报、巡检、隐患上报。每张表单都可以在设计器里改成自己的样子。',
    audience: { roles: null },
    menu: [
      { kind: 'form', form: 'dailyReport' },
      { kind: 'form', form: 'inspectionRecord' },
      { kind: 'form', form: 'hazardReport' },
      { kind: 'group', id: 'basics', title: '基础资料', entries: [{ kind: 'form', form: 'inspectionPoint' }] },
    ],
  },
  dictionaries: [hazardCategories],
  forms: [
    { definition: dailyReportForm, access: readOnly },
    { definition: pointForm },
    { definition: inspectionRecordForm },
    { definition: hazardReportForm },
  ],
  pictures: [],
};

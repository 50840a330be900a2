import { packageProblems } from '@anshao/core/apps/package-file.ts';
import { checkLinks } from '@anshao/core/forms/check-links.ts';
import { expect, test } from 'vitest';
import { safetyPackage } from '../safety/package.ts';
import { templates } from './index.ts';

const shipped = [safetyPackage, ...templates];

test.each(shipped.map((one) => [one.app.name, one] as const))('%s is a sound package', (_name, content) => {
  expect(packageProblems(content)).toEqual([]);
  const around = new Map(content.forms.map(({ definition }) => [definition.key, definition]));
  expect(content.forms.flatMap(({ definition }) => checkLinks(definition, around))).toEqual([]);
});

test('no two shipped things have the same id or key', () => {
  const ids = shipped.flatMap(({ app, forms }) => [app.id, ...forms.map(({ definition }) => definition.id)]);
  const keys = shipped.flatMap(({ forms }) => forms.map(({ definition }) => definition.key));
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the safety forms have the controls that the guide names', () => {
  const fieldsOf = (key: string) => {
    const form = safetyPackage.forms.find(({ definition }) => definition.key === key)?.definition;
    return form?.fields.map(({ type, label }) => `${label} ${type}`);
  };
  expect(fieldsOf('inspectionRecord')).toEqual(
    expect.arrayContaining(['巡检时间 dateTime', '巡检人员 person', '巡检点位 linkedRecord', '检查项清单 subform']),
  );
  expect(fieldsOf('hazardReport')).toEqual(
    expect.arrayContaining([
      '现场照片 photos',
      '短视频 video',
      '隐患位置 location',
      '隐患类型 cascade',
      '隐患等级 singleChoice',
      '建议整改负责人 person',
    ]),
  );
  const list = safetyPackage.forms
    .flatMap(({ definition }) => definition.fields)
    .find((field) => field.type === 'subform' && field.key === 'checks');
  expect(list?.type === 'subform' && list.fields.map(({ type }) => type)).toEqual([
    'text',
    'singleChoice',
    'photos',
    'multiline',
  ]);
});

test('hazard categories are a tree of two levels, each entry with level and owner, cited only where law was read', () => {
  const [dictionary] = safetyPackage.dictionaries;
  const entries = dictionary?.entries ?? [];
  const roots = new Set(entries.filter(({ parent }) => parent === undefined).map(({ code }) => code));
  expect(roots.size).toBe(14);
  expect(entries.filter(({ parent }) => parent !== undefined && !roots.has(parent))).toEqual([]);
  expect(entries.filter(({ parent, details }) => parent !== undefined && !details?.['level'])).toEqual([]);
  expect(entries.filter(({ details }) => !details?.['owner'])).toEqual([]);
  expect(entries.find(({ code }) => code === 'XF22')?.label).toBe('易燃易爆品违规存放');
  expect(entries.find(({ code }) => code === 'XF11')?.details).not.toHaveProperty('basis');
});

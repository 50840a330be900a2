import { defineErrors } from '../base/errors.ts';

export const orgErrors = defineErrors({
  'org.code-taken': { status: 409, zh: '编号“{code}”已被使用', en: 'Code “{code}” is already used' },
  'org.mobile-taken': { status: 409, zh: '该手机号已登记在“{name}”名下', en: 'That number is on file for “{name}”' },
  'org.place-missing': {
    status: 422,
    zh: '该岗位需要指定{place}',
    en: 'That post needs its {place}',
  },
  'org.import-not-planned': {
    status: 409,
    zh: '这次导入还没有完成检查，或已经执行过',
    en: 'This import has not been checked yet, or was already carried out',
  },
  'org.import-unreadable': {
    status: 422,
    zh: '无法读取该文件：{reason}。请另存为 .xlsx 或 UTF-8 的 .csv 后重试',
    en: 'Cannot read the file: {reason}. Save it as .xlsx or UTF-8 .csv and try again',
  },
  'org.import-too-long': {
    status: 422,
    zh: '一次最多导入 {limit} 行，请分批导入',
    en: 'At most {limit} rows at a time, please split the file',
  },
});

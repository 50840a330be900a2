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
  'org.district-parent': {
    status: 422,
    zh: '行政区划“{name}”的上级代码 {parentCode} 不存在',
    en: 'The parent {parentCode} of district “{name}” is missing',
  },
  'org.district-level': { status: 422, zh: '小区和岗位应登记在县区一级', en: 'Choose a district of county level' },
  'org.unknown-place': { status: 422, zh: '所选的{place}不存在', en: 'That {place} does not exist' },
  'org.coordinates-pair': { status: 422, zh: '经度和纬度要一起填写', en: 'Give latitude and longitude together' },
  'org.time-zone': { status: 422, zh: '没有“{timeZone}”这个时区', en: 'There is no time zone “{timeZone}”' },
  'org.control-character': { status: 422, zh: '含有无法显示的控制字符，请删除', en: 'Contains control characters' },
  'org.blank': { status: 422, zh: '不能为空', en: 'Must not be empty' },
  'org.too-long': { status: 422, zh: '最多 {limit} 个字', en: 'At most {limit} characters' },
  'org.department-parent': {
    status: 422,
    zh: '上级部门须属于同一公司，且不能是自己或自己的下级',
    en: 'The parent must be of the same company and neither the department itself nor one below it',
  },
  'org.department-too-deep': { status: 422, zh: '部门最多 {most} 级', en: 'At most {most} levels of departments' },
  'org.department-has-children': {
    status: 422,
    zh: '它下面还有启用的部门，请先停用或移走',
    en: 'It has departments below it; stop or move them first',
  },
  'org.shift-reversed': { status: 422, zh: '结束时间要晚于开始时间', en: 'It must end after it begins' },
  'org.shift-long': { status: 422, zh: '一次值班最长 {hours} 小时', en: 'A shift lasts {hours} hours at most' },
  'org.shift-overlaps': {
    status: 422,
    zh: '这个人在这段时间已有值班',
    en: 'This person is on duty already within that time',
  },
  'org.post-overlaps': {
    status: 422,
    zh: '该小区自 {since} 起已有项目负责人，接任日期要晚于这一天',
    en: 'Someone is in charge since {since}; the successor must start later',
  },
  'org.import-columns-missing': {
    status: 422,
    zh: '表格缺少必填的列：{columns}。请补上，或在“列对应”中指定',
    en: 'Required columns are missing: {columns}',
  },
  'org.cell-column-missing': { status: 422, zh: '找不到“{title}”这一列', en: 'Column “{title}” not found' },
  'org.cell-unknown-district': {
    status: 422,
    zh: '没有“{value}”这个县区{suggestion}',
    en: 'Unknown district “{value}”{suggestion}',
  },
  'org.cell-ambiguous-district': {
    status: 422,
    zh: '有多个县区叫“{value}”，请写全称（如“汕尾市城区”）或代码',
    en: 'Several districts are called “{value}”; write the full name or the code',
  },
  'org.cell-duplicate': { status: 422, zh: '{what} 与第 {row} 行重复', en: '{what} stands in row {row} already' },
  'org.cell-mobile': { status: 422, zh: '手机号应为 11 位大陆手机号', en: 'Not a mainland mobile number' },
  'org.cell-number': {
    status: 422,
    zh: '应为 {low} 到 {high} 之间的数字',
    en: 'Must be a number from {low} to {high}',
  },
  'org.cell-status': {
    status: 422,
    zh: '状态应为 启用、停用 或 注销（写“正常”同启用，写“暂停”同停用）',
    en: 'Must be 启用 (or 正常), 停用 (or 暂停) or 注销',
  },
  'org.cell-role': {
    status: 422,
    zh: '没有“{value}”这个岗位，可填：{choices}',
    en: 'Unknown post “{value}”: {choices}',
  },
  'org.cell-unknown-community': { status: 422, zh: '没有编号为“{value}”的小区', en: 'No community has code “{value}”' },
  'org.cell-unknown-company': { status: 422, zh: '没有编号为“{value}”的公司', en: 'No company has code “{value}”' },
  'org.cell-company-name': {
    status: 422,
    zh: '公司编号“{code}”登记的名称是“{name}”',
    en: 'Company “{code}” is on file as “{name}”',
  },
  'org.cell-ambiguous-company': {
    status: 422,
    zh: '有多家公司叫“{value}”，请填写公司编号',
    en: 'Several companies are called “{value}”; give the code',
  },
  'org.cell-out-of-scope': { status: 422, zh: '这一行不在您的管理范围内', en: 'This row is outside your area' },
});

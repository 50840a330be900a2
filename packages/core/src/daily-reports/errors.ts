import { defineErrors } from '../base/errors.ts';

export const dailyReportsErrors = defineErrors({
  'daily-reports.already-filed': {
    status: 409,
    zh: '{by}已于 {at} 填报了这份日报，您填写的内容仍保留在草稿里，可打开已填报的日报进行更正',
    en: '{by} already filed this report at {at}; your draft is kept, amend the filed report if needed',
  },
  'daily-reports.window-closed': {
    status: 409,
    zh: '补报期限已过（{closedAt}），这一天按漏报计',
    en: 'The back-fill window closed at {closedAt}; this day counts as missed',
  },
  'daily-reports.not-yet': {
    status: 409,
    zh: '还没有到这一天的填报时间（{publishedAt}）',
    en: 'This day cannot be filed before {publishedAt}',
  },
  'daily-reports.form-changed': {
    status: 409,
    zh: '日报条目刚刚更新，请核对新增的条目后再提交；已填内容不会丢失',
    en: 'The report’s items have just changed; check the new ones and submit again. Nothing is lost',
  },
  'daily-reports.anomaly-resolved': {
    status: 409,
    zh: '该异常已由{by}处理',
    en: 'This anomaly was already resolved by {by}',
  },
  'daily-reports.nothing-to-resolve': {
    status: 422,
    zh: '所选日报和条目中没有未解决的异常',
    en: 'Nothing unresolved among the chosen reports and items',
  },
  'daily-reports.undo-expired': {
    status: 409,
    zh: '已超过可撤销的时间，或已被核实',
    en: 'Too late to undo, or already verified',
  },
  'daily-reports.verify-own': {
    status: 409,
    zh: '核实人不能是解决人本人',
    en: 'The verifier may not be the one who resolved it',
  },
  'daily-reports.not-resolved': { status: 409, zh: '该异常还没有解决', en: 'This anomaly is not resolved yet' },
  'daily-reports.item-dates': {
    status: 422,
    zh: '停用日期不能早于生效日期',
    en: 'The end date cannot come before the start date',
  },
  'daily-reports.item-duplicate': {
    status: 422,
    zh: '条目编号“{code}”重复',
    en: 'Item code “{code}” occurs twice',
  },
});

import { defineErrors } from '../base/errors.ts';

export const plansErrors = defineErrors({
  'plans.reminder-outside': {
    status: 422,
    zh: '提醒时间 {time} 应在发布时间之后、截止时间之前',
    en: 'The reminder at {time} has to lie between publishing and the due time',
  },
  'plans.district-unknown': { status: 422, zh: '没有这个县区', en: 'There is no such district' },
  'plans.times-disordered': {
    status: 422,
    zh: '发布时间必须早于截止时间',
    en: 'The publish time has to come before the due time',
  },
});

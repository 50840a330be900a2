import { defineErrors } from '../base/errors.ts';

export const plansErrors = defineErrors({
  'plans.times-disordered': {
    status: 422,
    zh: '发布时间必须早于截止时间',
    en: 'The publish time has to come before the due time',
  },
});

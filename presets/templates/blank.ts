import { template } from './build.ts';

export const blank = template({
  id: '01900000-0000-7000-8000-000000000200',
  key: 'blank',
  name: '空白应用',
  icon: 'clipboard',
  description: '从一张空白表单开始。',
  forms: [],
});

import { expect, test } from 'vitest';
import { menuProblems, type WechatMenuButton } from './menu.ts';

const page: WechatMenuButton = { type: 'view', name: '项目日报', url: 'https://anshao.example/m' };

test('a menu as the association has it can be published', () => {
  const more = { name: '更多', sub_button: [{ type: 'click' as const, name: '联系我们', key: 'contact' }] };
  expect(menuProblems({ button: [page, more] })).toEqual([]);
});

test('everything wrong is named at once, with its path', () => {
  const problems = menuProblems({
    button: [
      { ...page, name: '安全生产日报' },
      { name: '更多', sub_button: [{ type: 'view', name: '网址', url: 'javascript:alert(1)' }] },
      { type: 'click', name: '', key: '' },
      { name: '空', sub_button: [] },
    ],
  });
  expect(problems.map((problem) => problem.path)).toEqual([
    'button',
    'button[0].name',
    'button[1].sub_button[0].url',
    'button[2].name',
    'button[2].key',
    'button[3].sub_button',
  ]);
});

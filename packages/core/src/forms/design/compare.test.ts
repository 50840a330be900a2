import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSame } from '../../base/same.ts';
import { findFieldType } from '../registry.ts';
import { apply } from './apply.ts';
import { type Command, isApplied } from './commands.ts';
import { differences, wordDifference } from './compare.ts';
import { anySketches, drawn, sampleForm } from './testing/any-command.ts';

function told(...commands: readonly Command[]): string[] {
  const after = commands.reduce((form, command) => {
    const outcome = apply(form, command);
    if (!isApplied(outcome)) throw new Error(outcome.problem.code);
    return outcome.definition;
  }, sampleForm);
  return differences(sampleForm, after).map((difference) => wordDifference(difference, 'zh'));
}

test('differences are told by what people see', () => {
  expect(
    told(
      { do: 'addField', field: { key: 'cause', label: '原因', type: 'text' }, at: { in: '#s1', after: 'place' } },
      { do: 'setField', field: 'place', set: { label: '位置', required: null, help: '写到楼栋' } },
      { do: 'setField', field: 'items.score', set: { max: 10 } },
      { do: 'setOption', field: 'level', code: 'general', set: { status: 'stopped' } },
      { do: 'addOptions', field: 'level', options: [{ code: 'low', label: '低', status: 'active' }], after: null },
      { do: 'remove', parts: ['who'] },
      { do: 'setNode', node: '#s1', set: { title: '地点' } },
    ),
  ).toEqual([
    '“地点”的标题：现场 → 地点',
    '“地点”改名为“位置”',
    '“位置”取消了必填',
    '“位置”设置了填写说明：写到楼栋',
    '新增单行文本“原因”',
    '“等级”新增选项“低”',
    '“等级”停用选项“general”',
    '“扣分”设置了上限：10',
    `移除${findFieldType('person')?.label.zh}“谁”`,
  ]);
});

test('of parts that changed places as few as possible are called moved', () => {
  expect(told({ do: 'move', parts: ['#s1'], to: { in: '', after: 'who' } })).toEqual(['移动了“现场”']);
  expect(told({ do: 'move', parts: ['who'], to: { in: '', after: null } })).toEqual(['移动了“谁”']);
});

test('a subform that is new is told once, with nothing said of the fields in it', () => {
  const rows = {
    key: 'rows',
    label: '明细',
    type: 'subform',
    fields: [{ key: 'a', label: '甲', type: 'text' }],
  } as const;
  expect(told({ do: 'addField', field: rows, at: { in: '', after: null } })).toEqual(['新增子表单“明细”']);
  expect(told({ do: 'remove', parts: ['#t1'] })).toContain('移除标签组“一 / 二”');
});

test('a form does not differ from itself, and whatever was done to it shows', () => {
  expect(differences(sampleForm, sampleForm)).toEqual([]);
  fc.assert(
    fc.property(anySketches, (sketches) => {
      let form = sampleForm;
      for (const sketch of sketches) {
        const command = drawn(form, sketch);
        const outcome = command && apply(form, command);
        if (!outcome || !isApplied(outcome)) continue;
        const found = differences(form, outcome.definition);
        // The width of a field and the number of columns are looks that no list of changes needs.
        const isLook = command.do === 'setWidth' || command.do === 'setColumns' || outcome.definition === form;
        if (!isLook && !isSame(form, outcome.definition)) expect(found.length).toBeGreaterThan(0);
        for (const difference of found) expect(wordDifference(difference, 'en')).not.toMatch(/\{\w+\}/);
        form = outcome.definition;
      }
    }),
    { numRuns: 100 },
  );
});

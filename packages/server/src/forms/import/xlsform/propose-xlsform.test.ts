// biome-ignore-all lint/suspicious/noTemplateCurlyInString: XLSForms write the names of questions so.
import { checkDefinition } from '@anshao/core/forms/check-definition.ts';
import type { FormProposal } from '@anshao/core/forms/import-contract.ts';
import { describe, expect, test } from 'vitest';
import { bytesOf, type Lines, proposalOf } from '../testing/workbooks.ts';

const yesNo: Lines = [
  ['list_name', 'name', 'label'],
  ['yn', 'yes', '是'],
  ['yn', 'no', '否'],
];

/** A form of these questions, each `[type, name, label, …]` under the titles. */
async function proposed(
  titles: readonly string[],
  questions: Lines,
  more: Readonly<Record<string, Lines>> = {},
): Promise<FormProposal> {
  const survey = [['type', 'name', 'label', ...titles], ...questions];
  const proposal = await proposalOf(await bytesOf({ survey, choices: yesNo, ...more }));
  expect(checkDefinition(proposal.definition)).toEqual([]);
  return proposal;
}
const field = ({ definition }: FormProposal, key: string) => definition.fields.find((one) => one.key === key);
const missed = ({ notUnderstood }: FormProposal) =>
  notUnderstood.filter(({ source }) => source.sheet === 'survey').map(({ source, why }) => `${source.cell} ${why}`);

test.each([
  ['text', { type: 'text' }],
  ['integer', { type: 'integer' }],
  ['decimal', { type: 'number' }],
  ['date', { type: 'date' }],
  ['time', { type: 'time' }],
  ['dateTime', { type: 'dateTime' }],
  ['geopoint', { type: 'location' }],
  ['image', { type: 'photos', max: 1 }],
  ['audio', { type: 'audio' }],
  ['video', { type: 'video' }],
  ['file', { type: 'files' }],
  ['barcode', { type: 'scan' }],
  ['acknowledge', { type: 'yesNo' }],
  ['start', { type: 'dateTime', stamp: 'created' }],
  ['end', { type: 'dateTime', stamp: 'submitted' }],
  ['today', { type: 'date', default: { from: 'today' }, readOnly: true }],
  ['username', { type: 'recordInfo', what: 'createdBy' }],
  ['start-geopoint', { type: 'location', automatic: true }],
  [
    'select_one yn',
    {
      type: 'singleChoice',
      options: [
        { code: 'yes', label: '是', status: 'active' },
        { code: 'no', label: '否', status: 'active' },
      ],
    },
  ],
  ['select_multiple yn', { type: 'multipleChoice' }],
  ['select multiple yn', { type: 'multipleChoice' }],
  ['select one from yn', { type: 'singleChoice' }],
  ['select all that apply from yn', { type: 'multipleChoice' }],
  ['phone number', { type: 'phone' }],
  ['rank yn', { type: 'multipleChoice' }],
])('a question of type %s', async (type, expected) => {
  const proposal = await proposed([], [[type, 'q', '问题']]);
  expect(proposal.kind).toBe('xlsform');
  expect(field(proposal, 'q')).toMatchObject(expected);
  expect(missed(proposal)).toEqual([]);
});

test.each([
  ['text', 'multiline', { type: 'multiline' }],
  ['text', 'url', { type: 'url' }],
  ['image', 'signature', { type: 'signature' }],
  ['image', 'new annotate', { type: 'photos', cameraOnly: true, annotate: true }],
  ['select_one yn', 'minimal', { type: 'singleChoice', appearance: 'list' }],
  ['select_one yn', 'horizontal-compact', { type: 'singleChoice', appearance: 'buttons' }],
])('%s with the appearance %s', async (type, appearance, expected) => {
  const proposal = await proposed(['appearance'], [[type, 'q', '问题', appearance]]);
  expect(field(proposal, 'q')).toMatchObject(expected);
  expect(missed(proposal)).toEqual([]);
});

test('a range is a number within limits, or a rating', async () => {
  const proposal = await proposed(
    ['parameters', 'appearance'],
    [
      ['range', 'a', '甲', 'start=0 end=10 step=1'],
      ['range', 'b', '乙', 'start=1;end=5;step=1', 'rating'],
      ['range', 'c', '丙', 'start=0 end=1 step=0.25'],
    ],
  );
  expect(field(proposal, 'a')).toMatchObject({ type: 'integer', min: 0, max: 10 });
  expect(field(proposal, 'b')).toMatchObject({ type: 'rating', max: 5 });
  expect(field(proposal, 'c')).toMatchObject({ type: 'number', min: 0, max: 1, decimals: 2 });
  expect(missed(proposal)).toEqual(['D4 不能限定步长 0.25']);
});

test('what has no counterpart is told of by cell', async () => {
  const proposal = await proposed(
    ['appearance'],
    [
      ['text', 'q', '问题', 'numbers'],
      ['geotrace', 'line', '路线'],
      ['deviceid', 'device', null],
      ['select_one none', 'x', '没有的表'],
      ['select_one_from_file a.csv', 'y', '文件里的表'],
      ['end group'],
    ],
  );
  expect(missed(proposal)).toEqual([
    'D2 没有对应的外观：numbers',
    'A3:C3 没有与“geotrace”对应的控件',
    'A4:B4 没有与“deviceid”对应的控件',
    'A5 没有选项表“none”，请在表单设计器中补上选项',
    'A6:C6 没有与“select_one_from_file a.csv”对应的控件',
    'A7 没有对应的开始行',
  ]);
  expect(field(proposal, 'x')?.type).toBe('text');
});

describe('choices that narrow one another down', () => {
  const places: Lines = [
    ['list_name', 'name', 'label', 'district'],
    ['district', 'hc', '惠城区'],
    ['district', 'hy', '惠阳区'],
    ['street', 'jb', '江北街道', 'hc'],
    ['street', 'dl', '淡水街道', 'hy'],
    ['street', 'ql', '桥东街道', 'hc'],
  ];
  const questions: Lines = [
    ['select_one district', 'district', '县区', null, 'yes'],
    ['select_one street', 'street', '街道', 'district=${district}', 'yes'],
  ];

  test('become one cascade', async () => {
    const proposal = await proposed(['choice_filter', 'required'], questions, { choices: places });
    expect(proposal.definition.fields).toEqual([
      {
        key: 'district',
        label: '县区 / 街道',
        type: 'cascade',
        required: true,
        leafOnly: true,
        options: [
          {
            code: 'hc',
            label: '惠城区',
            status: 'active',
            children: [
              { code: 'jb', label: '江北街道', status: 'active' },
              { code: 'ql', label: '桥东街道', status: 'active' },
            ],
          },
          {
            code: 'hy',
            label: '惠阳区',
            status: 'active',
            children: [{ code: 'dl', label: '淡水街道', status: 'active' }],
          },
        ],
      },
    ]);
    expect(proposal.notUnderstood).toEqual([]);
  });

  test('stay apart where another question asks for one of them', async () => {
    const asking = [...questions, ['text', 'why', '原因', null, "${street} = 'jb'"]];
    const proposal = await proposed(['choice_filter', 'required'], asking, { choices: places });
    expect(proposal.definition.fields.map(({ type }) => type)).toEqual(['singleChoice', 'singleChoice', 'text']);
    expect(missed(proposal)).toEqual(['D3 选项不能按别的控件筛选，列出了全部选项']);
    expect(proposal.notUnderstood.filter(({ source }) => source.sheet === 'choices')).toEqual([]);
  });
});

test('or_other adds the choice and a text for it', async () => {
  const proposal = await proposed([], [['select_one yn or_other', 'q', '问题']]);
  expect(field(proposal, 'q')).toMatchObject({ options: [{}, {}, { code: 'other', label: '其他' }] });
  expect(field(proposal, 'qOther')).toMatchObject({
    type: 'text',
    visible: { field: 'q', op: 'equals', value: 'other' },
  });
});

test('groups become sections, repeats subforms, notes stand between the fields', async () => {
  const proposal = await proposed(
    ['relevant', 'hint'],
    [
      ['note', 'intro', '请如实填写'],
      ['begin group', 'g', '基本情况'],
      ['text', 'place', '地点', null, '楼栋与楼层'],
      ['end group'],
      ['begin repeat', 'items', '检查项', "${place} != ''"],
      ['select_one yn', 'ok', '是否正常'],
      ['begin_group', 'more', '异常'],
      ['text', 'why', '原因', "${ok} = 'no' and ${place} = 'A'"],
      ['end_group'],
      ['end repeat'],
    ],
  );
  const { layout } = proposal.definition;
  expect(layout?.map((node) => (node.kind === 'field' ? node.key : node.kind))).toEqual(['note', 'section', 'items']);
  expect(proposal.guesses).toContainEqual({
    path: 'layout[0]',
    what: '说明文字：请如实填写',
    certainty: 'sure',
    source: { sheet: 'survey', cell: 'C2' },
  });
  expect(layout?.[1]).toMatchObject({ title: '基本情况', children: [{ kind: 'field', key: 'place' }] });
  expect(field(proposal, 'place')?.help).toBe('楼栋与楼层');
  const items = field(proposal, 'items');
  expect(items).toMatchObject({
    type: 'subform',
    visible: { field: 'place', op: 'isNotEmpty' },
    fields: [
      { key: 'ok', type: 'singleChoice' },
      {
        key: 'why',
        visible: {
          all: [
            { field: 'ok', op: 'equals', value: 'no' },
            { field: '$parent.place', op: 'equals', value: 'A' },
          ],
        },
      },
    ],
  });
});

test('a group inside a repeat passes its condition on to its questions', async () => {
  const proposal = await proposed(
    ['relevant'],
    [
      ['begin repeat', 'items', '检查项'],
      ['select_one yn', 'ok', '是否正常'],
      ['begin group', 'more', null, "${ok} = 'no'"],
      ['text', 'why', '原因'],
      ['text', 'who', '责任人', "${why} != ''"],
      ['end group'],
      ['end repeat'],
    ],
  );
  const no = { field: 'ok', op: 'equals', value: 'no' };
  expect(field(proposal, 'items')).toMatchObject({
    fields: [{}, { visible: no }, { visible: { all: [no, { field: 'why', op: 'isNotEmpty' }] } }],
  });
});

test('a fixed number of repeats is kept, one that is worked out is told of', async () => {
  const proposal = await proposed(
    ['repeat_count'],
    [
      ['integer', 'n', '数'],
      ['begin repeat', 'a', '甲', 3],
      ['text', 'x', '内容'],
      ['end repeat'],
      ['begin repeat', 'b', '乙', '${n}'],
      ['text', 'y', '内容'],
      ['end repeat'],
    ],
  );
  expect(field(proposal, 'a')).toMatchObject({ minRows: 3, maxRows: 3 });
  expect(missed(proposal)).toEqual(['D6 行数不能由表达式决定，由填写人增减']);
});

describe('expressions', () => {
  test('required, read-only and their conditions', async () => {
    const proposal = await proposed(
      ['required', 'readonly'],
      [
        ['text', 'a', '甲', 'yes', 'no'],
        ['text', 'b', '乙', "${a} = 'x'", 'true()'],
        ['text', 'c', '丙', 'false()'],
      ],
    );
    expect(field(proposal, 'a')).toMatchObject({ required: true });
    expect(field(proposal, 'b')).toMatchObject({ required: { field: 'a', op: 'equals', value: 'x' }, readOnly: true });
    expect(field(proposal, 'c')?.required).toBeUndefined();
    expect(missed(proposal)).toEqual([]);
  });

  test('a constraint becomes a check with its message, a pattern, or the limit of a date', async () => {
    const proposal = await proposed(
      ['constraint', 'constraint_message'],
      [
        ['integer', 'age', '年龄', '. >= 0 and . <= 120', '年龄不对'],
        ['text', 'code', '编号', "regex(., '^[A-Z]{2}[0-9]{3}$')", '两个字母三个数字'],
        ['date', 'day', '日期', '. <= today()'],
        ['text', 'slow', '慢', "regex(., '(a+)+b')", '不行'],
      ],
    );
    expect(field(proposal, 'age')?.checks).toEqual([
      {
        rule: {
          all: [
            { field: 'age', op: 'greaterOrEqual', value: 0 },
            { field: 'age', op: 'lessOrEqual', value: 120 },
          ],
        },
        message: '年龄不对',
      },
    ]);
    expect(field(proposal, 'code')).toMatchObject({ pattern: '[A-Z]{2}[0-9]{3}', patternHint: '两个字母三个数字' });
    expect(field(proposal, 'day')).toMatchObject({ latest: 'today' });
    expect(field(proposal, 'slow')).not.toHaveProperty('pattern');
    expect(missed(proposal)).toEqual(['D5 格式校验没有采用：重复的分组内不能再有重复或多选', 'E5 没有用到']);
  });

  test('a calculation becomes a formula of the kind it gives, and can be asked about', async () => {
    const proposal = await proposed(
      ['calculation', 'relevant'],
      [
        ['integer', 'a', '数量'],
        ['calculate', 'twice', null, '${a} * 2'],
        ['calculate', 'word', null, "if(${twice} > 10, '多', '少')"],
        ['text', 'why', '说明', null, "${twice} > 10 and ${word} = '多'"],
        ['integer', 'guess', '估计', '${a} + 1'],
      ],
    );
    expect(field(proposal, 'twice')).toMatchObject({
      type: 'formula',
      formula: '{a}*2',
      result: 'number',
      label: 'twice',
    });
    expect(field(proposal, 'word')).toMatchObject({ formula: 'IF({twice}>10,"多","少")', result: 'text' });
    expect(field(proposal, 'why')?.visible).toEqual({
      all: [
        { field: 'twice', op: 'greater', value: 10 },
        { field: 'word', op: 'equals', value: '多' },
      ],
    });
    expect(field(proposal, 'guess')?.default).toEqual({ formula: '{a}+1' });
  });

  test('calculations are told by the labels of what they read, also of rows and of what comes further down', async () => {
    const proposal = await proposed(
      ['calculation'],
      [
        ['calculate', 'total', '总分', 'sum(${score}) + ${twice}'],
        ['begin repeat', 'rep', '检查项'],
        ['integer', 'score', '得分'],
        ['calculate', 'part', '折算', '${score} * ${weight}'],
        ['end repeat'],
        ['integer', 'weight', '权 重', null],
        ['calculate', 'twice', '两倍', '${weight} * 2'],
        ['integer', 'guess', '估计', '${weight} + 1'],
      ],
    );
    const told = (path: string) => proposal.guesses.find((one) => one.path === path)?.what;
    expect(told('fields[0].formula')).toBe('公式：SUM(检查项.得分) + 两倍');
    expect(told('fields[1].fields[1].formula')).toBe('公式：得分 * 【权 重】');
    expect(told('fields[4].default')).toBe('没有改动过时由公式算出：【权 重】 + 1');
  });

  test('what cannot be worked out can be written down', async () => {
    const proposal = await proposed(
      ['calculation', 'relevant'],
      [
        ['calculate', 'a', null, "pulldata('x', 'y', 'z', 'q')"],
        ['text', 'b', '乙', null, "${a} = 'x'"],
      ],
    );
    expect(field(proposal, 'a')).toEqual({ key: 'a', label: 'a', type: 'text' });
    expect(field(proposal, 'b')?.visible).toEqual({ field: 'a', op: 'equals', value: 'x' });
    expect(missed(proposal)).toEqual(['D2 没有与 pulldata() 对应的函数']);
    expect(proposal.guesses.find(({ path }) => path === 'fields[0]')).toMatchObject({
      certainty: 'unsure',
      what: expect.stringContaining('公式没有采用'),
    });
  });

  test('calculations in a circle are taken apart and told of', async () => {
    const proposal = await proposed(
      ['calculation'],
      [
        ['integer', 'n', '数'],
        ['calculate', 'a', null, '${b} + 1'],
        ['calculate', 'b', null, '${a} + 1'],
      ],
    );
    expect(missed(proposal).join()).toContain('互相依赖');
  });

  test('defaults, also worked out ones; one that does not fit is taken out and told of', async () => {
    const proposal = await proposed(
      ['default'],
      [
        ['integer', 'a', '甲', 5],
        ['date', 'b', '乙', 'today()'],
        ['select_multiple yn', 'c', '丙', 'yes no'],
        ['select_one yn', 'd', '丁', 'maybe'],
        ['integer', 'e', '戊', '${a} + 1'],
      ],
    );
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => field(proposal, key)?.default)).toEqual([
      { value: 5 },
      { from: 'today' },
      { value: ['yes', 'no'] },
      undefined,
      { formula: '{a}+1' },
    ]);
    expect(missed(proposal)).toEqual(['D5 默认值不符合本控件的要求']);
  });

  test('what cannot be expressed names its cell', async () => {
    const proposal = await proposed(
      ['relevant', 'choice_filter'],
      [
        ['text', 'a', '甲', '../b = 1'],
        ['text', 'b', '乙', '${nobody} = 1'],
        ['select_one yn', 'c', '丙', null, 'x = ${a}'],
      ],
    );
    expect(missed(proposal)).toEqual([
      'D2 不支持路径“..”，请用 ${名称}',
      'D3 没有“nobody”这个控件',
      'E4 选项不能按别的控件筛选，列出了全部选项',
    ]);
  });
});

test('of several languages Chinese is taken, the others are told of by column', async () => {
  const bytes = await bytesOf({
    survey: [
      ['type', 'name', 'label::English (en)', 'label::中文 (zh)', 'hint::English (en)'],
      ['select_one yn', 'q', 'Okay?', '是否正常', 'hint'],
      ['text', 'r', 'Only English'],
    ],
    choices: [
      ['list_name', 'name', 'label::English (en)', 'label::中文 (zh)'],
      ['yn', 'y', 'Yes', '是'],
    ],
    settings: [
      ['form_title', 'form_id', 'version', 'default_language'],
      ['电梯检查', 'lift_check', '2024', 'English (en)'],
    ],
  });
  const { definition, notUnderstood } = await proposalOf(bytes);
  expect(definition).toMatchObject({
    name: '电梯检查',
    key: 'liftCheck',
    fields: [{ label: '是否正常', help: 'hint', options: [{ code: 'y', label: '是' }] }, { label: 'Only English' }],
  });
  expect(notUnderstood.map(({ source, why }) => `${source.sheet} ${source.cell} ${why}`)).toEqual([
    'survey C1:C3 另有文字的地方，没有采用这一列的文字',
    'choices C1:C2 另有文字的地方，没有采用这一列的文字',
    'settings C1:C2 没有用到',
  ]);
});

describe('bad surveys', () => {
  test('names that are taken, reserved or in another script', async () => {
    const proposal = await proposed(
      ['relevant'],
      [
        ['text', 'a', '甲'],
        ['text', 'a', '乙'],
        ['text', 'id', '丙'],
        ['text', '名称', '丁', "${a} = 'x'"],
      ],
    );
    expect(proposal.definition.fields.map(({ key }) => key)).toEqual(['a', 'a2', 'id2', 'mingCheng']);
    expect(missed(proposal)).toEqual(['B3 名称重复，表达式中指的是前一个']);
  });

  test('a choice twice, and 5,000 of them', async () => {
    const many: Lines = [
      ['list_name', 'name', 'label'],
      ['yn', 'x', '甲'],
      ['yn', 'x', '乙'],
      ...Array.from({ length: 4999 }, (_, index): (string | number)[] => ['yn', index, `选项 ${index}`]),
    ];
    const proposal = await proposed([], [['select_one yn', 'q', '问题']], { choices: many });
    expect(field(proposal, 'q')).toHaveProperty('options.length', 5000);
    expect(proposal.notUnderstood.map(({ source }) => source.cell)).toEqual(['B3', 'C3']);
  });

  test('groups that are not closed, or closed twice', async () => {
    const proposal = await proposed(
      [],
      [['begin group', 'g', '组'], ['text', 'a', '甲'], ['end repeat'], ['end group'], ['end group']],
    );
    expect(missed(proposal)).toEqual(['A4 没有对应的开始行', 'A6 没有对应的开始行']);
  });

  test('groups and repeats that are never closed are told of by the row they begin in', async () => {
    const proposal = await proposed(
      [],
      [
        ['begin_group', 'g', '基本情况'],
        ['text', 'a', '甲'],
        ['begin_repeat', 'items', '检查项'],
        ['text', 'b', '乙'],
      ],
    );
    expect(missed(proposal)).toEqual([
      'A2 第 2 行开始的分组“基本情况”没有结束行，其后的控件都放在了里面',
      'A4 第 4 行开始的子表单“检查项”没有结束行，其后的控件都放在了里面',
    ]);
    expect(field(proposal, 'items')).toMatchObject({ fields: [{ key: 'b' }] });
  });

  test('what is never closed inside ends where that around it ends', async () => {
    const proposal = await proposed(
      [],
      [
        ['begin repeat', 'items', '检查项'],
        ['text', 'a', '甲'],
        ['begin group', 'more'],
        ['text', 'b', '乙'],
        ['end repeat'],
        ['text', 'c', '丙'],
      ],
    );
    expect(missed(proposal)).toContain('A4 第 4 行开始的分组“more”没有结束行，到第 6 行为止');
    expect(proposal.definition.fields.map(({ key }) => key)).toEqual(['items', 'c']);
  });

  test('no question at all', async () => {
    await expect(proposed([], [['geoshape', 'x', '面']])).rejects.toMatchObject({ code: 'forms.sheet-unreadable' });
  });

  test('more questions than a form may have', async () => {
    const questions = Array.from({ length: 600 }, (_, index) => ['text', `q${index}`, `问题 ${index}`]);
    const proposal = await proposed([], questions);
    expect(proposal.definition.fields).toHaveLength(500);
    expect(proposal.notUnderstood.length).toBeGreaterThanOrEqual(100);
  });
});

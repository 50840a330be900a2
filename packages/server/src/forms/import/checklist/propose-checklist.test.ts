import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { describe, expect, test } from 'vitest';
import { bytesOf, proposalOf } from '../testing/workbooks.ts';

/** `检查日期 date`, and of a subform its fields in brackets. */
function outline(fields: readonly FieldDefinition[]): string[] {
  return fields.map((field) =>
    field.type === 'subform' ? `${field.label} [${outline(field.fields).join(', ')}]` : `${field.label} ${field.type}`,
  );
}
const rowsOf = ({ fields }: FormDefinition) => {
  const found = fields.find((field) => field.type === 'subform');
  const from = found?.type === 'subform' ? found.rowsFrom : undefined;
  return from && 'rows' in from ? from.rows.map(({ values }) => values) : [];
};

describe('a paper checklist', () => {
  const paper = () =>
    bytesOf(
      {
        消防检查: [
          ['东晖苑消防安全检查表'],
          ['检查单位：________  检查日期：    年  月  日', null, null, null, '检查人：'],
          ['序号', '检查项目', '检查内容', '检查结果（合格/不合格）', '备注', '照片'],
          [1, '消火栓', '箱门完好，水带、水枪齐全'],
          [2, null, '水压不低于 0.15 MPa'],
          [3, '灭火器', '压力指针在绿区'],
          [4, '疏散通道', '畅通，无堆放杂物'],
          ['注：不合格的项目须拍照并填写整改期限。'],
          ['检查人签名：', null, '被检查单位负责人签字：'],
        ],
      },
      (workbook) => {
        const sheet = workbook.worksheets[0]!;
        sheet.mergeCells('A1:F1');
        sheet.mergeCells('A2:D2');
        sheet.mergeCells('E2:F2');
        sheet.mergeCells('B4:B5');
        sheet.mergeCells('A8:F8');
      },
    );

  test('becomes a form with a subform whose rows stand there beforehand', async () => {
    const { definition, kind } = await proposalOf(await paper());
    expect(kind).toBe('checklist');
    expect(definition.name).toBe('东晖苑消防安全检查表');
    expect(outline(definition.fields)).toEqual([
      '检查单位 text',
      '检查日期 date',
      '检查人 person',
      '检查项清单 [检查项目 text, 检查内容 text, 检查结果 singleChoice, 备注 multiline, 照片 photos]',
      '检查人签名 signature',
      '被检查单位负责人签字 signature',
    ]);
    expect(rowsOf(definition)).toEqual([
      { jianChaXiangMu: '消火栓', jianChaNeiRong: '箱门完好，水带、水枪齐全' },
      { jianChaXiangMu: '消火栓', jianChaNeiRong: '水压不低于 0.15 MPa' },
      { jianChaXiangMu: '灭火器', jianChaNeiRong: '压力指针在绿区' },
      { jianChaXiangMu: '疏散通道', jianChaNeiRong: '畅通，无堆放杂物' },
    ]);
  });

  test('what is given cannot be changed, what is asked can', async () => {
    const { definition } = await proposalOf(await paper());
    const subform = definition.fields[3];
    const readOnly = subform?.type === 'subform' && subform.fields.map((field) => field.readOnly ?? false);
    expect(readOnly).toEqual([true, true, false, false, false]);
  });

  test('a remark stands as a note where it stood, and each guess names its cell', async () => {
    const { definition, guesses, notUnderstood } = await proposalOf(await paper());
    expect(definition.layout?.map((node) => node.kind)).toEqual([
      'field',
      'field',
      'field',
      'field',
      'note',
      'field',
      'field',
    ]);
    const told = guesses.map(({ path, certainty, source }) => `${path} ${certainty} ${source.cell}`);
    expect(told).toContain('name likely A1:F1');
    expect(told).toContain('fields[1] sure A2:D2');
    expect(told).toContain('fields[3].fields[2] sure D3');
    expect(guesses).toContainEqual({
      path: 'layout[4]',
      what: '说明文字：注：不合格的项目须拍照并填写整改期限。',
      certainty: 'likely',
      source: { sheet: '消防检查', cell: 'A8:F8' },
    });
    expect(notUnderstood.map(({ text, source }) => `${text} ${source.cell}`)).toEqual(['序号 A3:A7']);
  });
});

test('two rows of titles: columns to tick one of are one choice, other columns carry both names', async () => {
  const bytes = await bytesOf(
    {
      巡查: [
        ['检查项目', '检查结果', null, '整改', null],
        [null, '合格', '不合格', '期限', '责任人'],
        ['配电房门锁完好'],
        ['绝缘垫完好'],
      ],
    },
    (workbook) => {
      for (const area of ['A1:A2', 'B1:C1', 'D1:E1']) workbook.worksheets[0]!.mergeCells(area);
    },
  );
  const { definition, notUnderstood } = await proposalOf(bytes);
  expect(outline(definition.fields)).toEqual([
    '检查项清单 [检查项目 text, 检查结果 singleChoice, 整改期限 date, 整改责任人 person]',
  ]);
  expect(notUnderstood).toEqual([]);
});

describe('answers without boxes', () => {
  const titled = (title: string) =>
    bytesOf({
      巡查: [
        ['序号', '检查项目', title, '备注'],
        [1, '配电房门锁完好'],
        [2, '绝缘垫完好'],
      ],
    });

  test.each([
    ['正常/异常', ['正常', '异常']],
    ['合格／不合格', ['合格', '不合格']],
    ['符合、不符合、不适用', ['符合', '不符合', '不适用']],
    ['已整改 / 未整改', ['已整改', '未整改']],
    ['*有隐患|无隐患', ['有隐患', '无隐患']],
    ['√/×', ['√', '×']],
  ])('a column called %s is one choice of these', async (title, options) => {
    const { definition, guesses } = await proposalOf(await titled(title));
    const [subform] = definition.fields;
    const field = subform?.type === 'subform' ? subform.fields[1] : undefined;
    expect(field).toMatchObject({
      label: title.replace('*', ''),
      type: 'singleChoice',
      options: options.map((label) => ({ label })),
    });
    expect(guesses.find(({ path }) => path === 'fields[0].fields[1]')).toMatchObject({
      certainty: 'sure',
      what: expect.stringContaining('标题里列出了选项'),
      source: { cell: 'C1' },
    });
  });

  test.each(['是/否', '有／无'])('a column called %s is yes or no', async (title) => {
    const { definition } = await proposalOf(await titled(title));
    expect(outline(definition.fields)).toEqual([`检查项清单 [检查项目 text, ${title} yesNo, 备注 multiline]`]);
  });

  test.each(['姓名/电话', '楼栋、单元', '问题/整改措施', '品牌/型号/规格'])(
    'a column called %s has no choices, it names what is to be written',
    async (title) => {
      const { definition } = await proposalOf(await titled(title));
      expect(JSON.stringify(definition)).not.toContain('"options"');
    },
  );

  test('answers printed beside a label or in the rows are its choices and nothing that stands there beforehand', async () => {
    const beside = await proposalOf(
      await bytesOf({
        表: [
          ['电梯检查单', null],
          ['检查日期', null],
          ['机房门锁', '完好/损坏'],
        ],
      }),
    );
    expect(outline(beside.definition.fields)).toEqual(['检查日期 date', '机房门锁 singleChoice']);
    const inRows = await proposalOf(
      await bytesOf({
        表: [
          ['序号', '检查内容', '检查情况'],
          [1, '机房门锁', '正常/异常'],
          [2, '照明', '正常/异常'],
        ],
      }),
    );
    expect(outline(inRows.definition.fields)).toEqual(['检查项清单 [检查内容 text, 检查情况 singleChoice]']);
    expect(rowsOf(inRows.definition)).toEqual([{ jianChaNeiRong: '机房门锁' }, { jianChaNeiRong: '照明' }]);
  });
});

describe('columns left empty between the titles', () => {
  test.each([
    [
      'one among three',
      [
        ['序号', '检查项目', null, '检查结果'],
        [1, '灭火器'],
        [2, '消火栓'],
      ],
    ],
    ['one between two', [['检查项目', null, '检查结果'], ['灭火器'], ['消火栓']]],
    [
      'everywhere',
      [
        ['序号', null, '检查项目', null, '检查结果'],
        [1, null, '灭火器'],
        [2, null, '消火栓'],
      ],
    ],
  ])('of a checklist are passed over: %s', async (_, lines) => {
    const { definition, notUnderstood } = await proposalOf(await bytesOf({ 月检: [['月检表'], ...lines] }));
    expect(outline(definition.fields)).toEqual(['检查项清单 [检查项目 text, 检查结果 singleChoice]']);
    expect(rowsOf(definition)).toEqual([{ jianChaXiangMu: '灭火器' }, { jianChaXiangMu: '消火栓' }]);
    expect(notUnderstood.filter(({ text }) => text !== '序号')).toEqual([]);
  });

  test('of a paper form are where it is filled in', async () => {
    const { definition } = await proposalOf(
      await bytesOf({
        表: [
          ['检查单', null, null, null],
          ['检查部位', null, '检查结果', null],
          ['检查内容'],
          ['存在问题'],
          ['整改要求'],
        ],
      }),
    );
    expect(definition.fields.map(({ label }) => label)).toEqual([
      '检查部位',
      '检查结果',
      '检查内容',
      '存在问题',
      '整改要求',
    ]);
  });
});

test('headings between the rows become a column of their own', async () => {
  const { definition } = await proposalOf(
    await bytesOf({
      电梯: [
        ['检查内容', '是否正常', '备注'],
        ['一、机房'],
        ['机房门锁完好'],
        ['通风良好'],
        ['二、轿厢'],
        ['照明正常'],
      ],
    }),
  );
  expect(rowsOf(definition)).toEqual([
    { leiBie: '一、机房', jianChaNeiRong: '机房门锁完好' },
    { leiBie: '一、机房', jianChaNeiRong: '通风良好' },
    { leiBie: '二、轿厢', jianChaNeiRong: '照明正常' },
  ]);
});

test('words in the place of a row’s number begin what stands beneath the table', async () => {
  const bytes = await bytesOf(
    {
      月检: [
        ['序号', '检查项目', '检查结果（正常/异常）', '备注'],
        [1, '灭火器'],
        [2, '消火栓'],
        [3, '疏散通道'],
        ['整改意见'],
        ['检查人签字', null, '审核人签字'],
      ],
    },
    (workbook) => workbook.worksheets[0]?.mergeCells('B5:D5'),
  );
  const { definition } = await proposalOf(bytes);
  expect(rowsOf(definition)).toHaveLength(3);
  expect(outline(definition.fields)).toContainEqual(expect.stringMatching(/^整改意见 /));
});

describe('what stands beneath the rows of a printed checklist', () => {
  const printed = () =>
    bytesOf(
      {
        月检: [
          ['消防安全月度检查表'],
          ['检查日期：', null, '检查人：'],
          [],
          [],
          ['序号', '检查项目', '检查内容及标准', '检查结果（√/×）', '扣分', '备注'],
          [1, '灭火器', '压力正常', null, 2],
          [2, null, '铅封完好'],
          [3, '消火栓', '水带、水枪齐全', '□正常□异常'],
          [4, '疏散通道', '畅通'],
          [5, '应急照明', '常亮'],
          ['合计', null, null, null, { formula: 'SUM(E6:E10)', result: 2 }],
          [],
          ['存在问题及整改意见：'],
          [],
          ['检查人签字：', null, null, '物业负责人签字：'],
          ['备注：1.本表一式两份；2.请于每月5日前上报'],
          ['红字说明'],
          [null, 45366, { error: '#REF!' }],
        ],
      },
      (workbook) => {
        const sheet = workbook.worksheets[0]!;
        for (const area of ['A1:F1', 'B6:B7', 'A13:F14']) sheet.mergeCells(area);
        sheet.getCell('B18').numFmt = 'yyyy-mm-dd';
      },
    );

  test('a sum, an empty row and a text over all columns end the table; remarks and signatures become fields', async () => {
    const { definition } = await proposalOf(await printed());
    expect(rowsOf(definition).map((row) => Object.values(row).join(' '))).toEqual([
      '灭火器 压力正常',
      '灭火器 铅封完好',
      '消火栓 水带、水枪齐全',
      '疏散通道 畅通',
      '应急照明 常亮',
    ]);
    expect(outline(definition.fields).slice(3)).toEqual([
      '存在问题及整改意见 multiline',
      '检查人签字 signature',
      '物业负责人签字 signature',
    ]);
    expect(definition.layout?.flatMap((node) => (node.kind === 'note' ? [node.text] : []))).toEqual([
      '备注：1.本表一式两份；2.请于每月5日前上报',
      '红字说明',
    ]);
  });

  test('sums, answers that stand in the sheet and stray values are told of', async () => {
    const { notUnderstood } = await proposalOf(await printed());
    expect(notUnderstood.map(({ source, text }) => `${source.cell} ${text}`).sort()).toEqual([
      'A11:E11 合计；2（=SUM(E6:E10)）',
      'A5:A10 序号',
      'B18 2024-03-15',
      'C18 #REF!',
      'D8 □正常□异常',
      'E6 2',
    ]);
  });

  test('a sum between numbered rows, and a heading after an empty row, do not end the table', async () => {
    const { definition, notUnderstood } = await proposalOf(
      await bytesOf({
        月检: [
          ['序号', '检查内容', '是否正常'],
          [1, '机房门锁完好'],
          ['小计'],
          [],
          ['二、轿厢'],
          [2, '照明正常'],
          [3, '按钮完好'],
          ['合计'],
          ['检查人签字：'],
        ],
      }),
    );
    expect(rowsOf(definition).map(({ jianChaNeiRong }) => jianChaNeiRong)).toEqual([
      '机房门锁完好',
      '照明正常',
      '按钮完好',
    ]);
    expect(notUnderstood.map(({ text }) => text)).toEqual(expect.arrayContaining(['小计', '合计']));
  });
});

test('a list of things to check without room for the answer is given one, and says so', async () => {
  const { definition, guesses } = await proposalOf(
    await bytesOf({
      清单: [
        ['序号', '检查内容'],
        [1, '门岗在岗'],
        [2, '监控画面清晰'],
        [3, '道闸完好'],
      ],
    }),
  );
  expect(outline(definition.fields)).toEqual(['检查项清单 [检查内容 text, 检查结果 singleChoice]']);
  expect(guesses.find(({ path }) => path === 'fields[0].fields[1]')).toMatchObject({ certainty: 'unsure' });
});

describe('a plain table', () => {
  test('becomes a form with one field for each column, by its values and formats', async () => {
    const bytes = await bytesOf(
      {
        报修: [
          ['报修单号', '*报修人', '联系电话', '报修日期', '类别', '费用（元）', '完成率', '是否完成', '情况说明'],
          ...Array.from({ length: 9 }, (_, index) => [
            `BX-${index + 1}`,
            '业主',
            `1380000000${index}`,
            45366 + index,
            ['水电', '门窗', '电梯'][index % 3]!,
            12.5 * index,
            0.1 * index,
            index % 2 ? '是' : '否',
            '说明\n两行',
          ]),
        ],
      },
      (workbook) => {
        const sheet = workbook.worksheets[0]!;
        for (let row = 2; row <= 10; row++) {
          sheet.getCell(row, 4).numFmt = 'yyyy-mm-dd';
          sheet.getCell(row, 7).numFmt = '0%';
        }
      },
    );
    const { definition, guesses, notUnderstood } = await proposalOf(bytes);
    expect(definition.name).toBe('报修');
    expect(outline(definition.fields)).toEqual([
      '报修单号 text',
      '报修人 text',
      '联系电话 phone',
      '报修日期 date',
      '类别 singleChoice',
      '费用 money',
      '完成率 percentage',
      '是否完成 yesNo',
      '情况说明 multiline',
    ]);
    expect(definition.fields[1]?.required).toBe(true);
    expect(guesses[3]).toEqual({
      path: 'fields[3]',
      what: '日期：内容如 2024-03-15、2024-03-16、2024-03-17 等',
      certainty: 'sure',
      source: { sheet: '报修', cell: 'D1:D10' },
    });
    expect(notUnderstood).toEqual([]);
  });

  test('titles alone are enough', async () => {
    const { definition } = await proposalOf(
      await bytesOf({ Sheet1: [['访客姓名', '来访时间', '车牌号', '现场照片']] }),
    );
    expect(definition.name).toBe('文件名');
    expect(outline(definition.fields)).toEqual([
      '访客姓名 text',
      '来访时间 dateTime',
      '车牌号 text',
      '现场照片 photos',
    ]);
  });

  test('the same title twice gives two fields with keys of their own', async () => {
    const { definition } = await proposalOf(
      await bytesOf({
        表: [
          ['电话', '电话', '姓名'],
          ['1', '2', '张三'],
        ],
      }),
    );
    expect(definition.fields.map(({ key }) => key)).toEqual(['dianHua', 'dianHua2', 'xingMing']);
  });

  test('a column worked out from its row becomes a formula, one from other rows does not', async () => {
    const { definition, guesses, notUnderstood } = await proposalOf(
      await bytesOf({
        采购: [
          ['品名', '单价（元）', '数量', '小计（元）', '累计'],
          ...Array.from({ length: 4 }, (_, index) => [
            `物品${index}`,
            2.5,
            index + 1,
            { formula: `ROUND(B${index + 2}*C${index + 2},2)`, result: 2.5 * (index + 1) },
            { formula: index === 0 ? 'D2' : `E${index + 1}+D${index + 2}`, result: 10 },
          ]),
        ],
      }),
    );
    expect(definition.fields[3]).toEqual({
      key: 'xiaoJi',
      label: '小计',
      type: 'formula',
      formula: 'ROUND({danJia}*{shuLiang},2)',
      result: 'number',
      display: 'money',
    });
    expect(guesses.find(({ path }) => path === 'fields[3].formula')?.what).toBe(
      '公式：=ROUND(B2*C2,2) 改写为 ROUND(单价 * 数量, 2)',
    );
    expect(definition.fields[4]?.type).toBe('integer');
    expect(notUnderstood.map(({ source, text }) => `${source.cell} ${text}`)).toEqual(['E2 =D2']);
  });

  test('an error in a cell is no value and is told of', async () => {
    const { definition, notUnderstood } = await proposalOf(
      await bytesOf({
        表: [
          ['名称', '数量'],
          ['灯', 3],
          ['门', { error: '#REF!' }],
          ['锁', 5],
        ],
      }),
    );
    expect(outline(definition.fields)[1]).toBe('数量 integer');
    expect(notUnderstood).toContainEqual({
      source: { sheet: '表', cell: 'B3' },
      text: '#REF!',
      why: '单元格里是错误值，没有采用',
    });
  });
});

test('a paper form without a table: labels beside the cells to fill', async () => {
  const bytes = await bytesOf(
    {
      表: [
        ['设施设备报修单', null, null, null],
        ['报修人', null, '联系电话', null],
        ['报修时间', null, '所在位置', '3 号楼大堂'],
        ['故障描述'],
        ['处理结果', '□已修复 □待配件 □需外委'],
        ['维修人签字：', null, '日期：', null],
      ],
    },
    (workbook) => {
      workbook.worksheets[0]!.mergeCells('A1:D1');
      workbook.worksheets[0]!.mergeCells('B4:D4');
    },
  );
  const { definition } = await proposalOf(bytes);
  expect(definition.name).toBe('设施设备报修单');
  expect(outline(definition.fields)).toEqual([
    '报修人 text',
    '联系电话 phone',
    '报修时间 dateTime',
    '所在位置 text',
    '故障描述 multiline',
    '处理结果 singleChoice',
    '维修人签字 signature',
    '日期 date',
  ]);
});

test('questions with boxes, periods, and signatures with their day', async () => {
  const { definition } = await proposalOf(
    await bytesOf({
      表: [
        ['动火作业审批表', null, null, null],
        ['尊敬的业主：您好！请如实填写。'],
        ['1. 您对保洁服务是否满意？', '□满意 □一般 □不满意'],
        ['动火时间', '自   年  月  日 至   年  月  日'],
        ['动火人', null, '监护人', null],
        ['部门负责人意见', '     签名：       年  月  日'],
      ],
    }),
  );
  expect(outline(definition.fields)).toEqual([
    '1. 您对保洁服务是否满意？ singleChoice',
    '动火时间 dateRange',
    '动火人 person',
    '监护人 person',
    '部门负责人意见 multiline',
    '部门负责人意见签名 signature',
    '部门负责人意见签名日期 date',
  ]);
  expect(definition.layout?.[0]).toMatchObject({ kind: 'note', text: '尊敬的业主：您好！请如实填写。' });
});

test('labels with their values beside them are a filled-in form', async () => {
  const { definition } = await proposalOf(
    await bytesOf({
      表: [
        ['姓名', '张三', '联系电话', '13800000000'],
        ['地址', '三新路 1 号', '登记日期', '2024-03-15'],
      ],
    }),
  );
  expect(outline(definition.fields)).toEqual(['姓名 text', '联系电话 phone', '地址 text', '登记日期 date']);
});

test('sheets that were not taken are told of whole, and can be asked for', async () => {
  const bytes = await bytesOf({
    甲: [['名称', '日期']],
    乙: [
      ['检查内容', '结果'],
      ['门锁', null],
      ['灯', null],
    ],
  });
  const first = await proposalOf(bytes);
  expect(first.sheets).toEqual(['甲', '乙']);
  expect(first.notUnderstood).toEqual([
    { source: { sheet: '乙', cell: 'A1:B3' }, text: '检查内容；结果；门锁；灯', why: '这张工作表没有用到' },
  ]);
  expect((await proposalOf(bytes, { sheet: '乙' })).definition.name).toBe('乙');
  await expect(proposalOf(bytes, { sheet: '丙' })).rejects.toMatchObject({ code: 'forms.sheet-unreadable' });
});

test('rows without titles are refused: there is nothing to name the fields by', async () => {
  const rows = await bytesOf({
    表: [
      ['张三', '13800000000', '2024-03-15'],
      ['李四', '13900000000', '2024-03-16'],
    ],
  });
  await expect(proposalOf(rows)).rejects.toMatchObject({ details: { reason: '没有找到标题行或要填写的项目' } });
});

test('a sheet without anything to fill in is refused', async () => {
  await expect(proposalOf(await bytesOf({ 表: [['这是一段话，没有要填写的内容。']] }))).rejects.toMatchObject({
    details: { reason: '没有找到标题行或要填写的项目' },
  });
});

test('NUL and half characters in a cell do not get into the definition', async () => {
  const { definition } = await proposalOf(
    await bytesOf({
      表: [
        ['名称_x0000_甲', '备_xD800_注', '日期'],
        ['x', 'y_x0000_', 'z'],
      ],
    }),
  );
  const text = JSON.stringify(definition);
  expect(text).not.toMatch(/\\u0000|\\ud800/);
  expect(definition.fields.map(({ label }) => label)).toEqual(['名称甲', '备注', '日期']);
});

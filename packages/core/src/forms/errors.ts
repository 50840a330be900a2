/** What can go wrong while forms are drawn, published and shared. Problems of a definition stand in `messages.ts`. */
import { defineErrors } from '../base/errors.ts';

export const formsErrors = defineErrors({
  'forms.draft-moved': {
    status: 409,
    zh: '{by}已保存了新的草稿，请载入最新草稿后再继续',
    en: '{by} has saved this draft meanwhile; load it and go on from there',
  },
  'forms.discarded': {
    status: 409,
    zh: '这份草稿已被{by}放弃，请载入已发布的版本后再继续',
    en: 'This draft was discarded by {by}; load the published version and go on from there',
  },
  'forms.key-taken': {
    status: 409,
    zh: '标识“{key}”已被“{name}”使用，请换一个',
    en: 'The key “{key}” belongs to “{name}”; choose another',
  },
  'forms.key-fixed': {
    status: 409,
    zh: '表单已发布，标识“{key}”不能再改',
    en: 'The form is published; its key “{key}” cannot change any more',
  },
  'forms.table-busy': {
    status: 503,
    zh: '数据表正被长时间占用（例如导出或统计），请稍后再发布；草稿没有丢失',
    en: 'The table is held by something that takes long (an export, a report); publish again later. The draft is kept',
  },
  'forms.nothing-to-publish': {
    status: 409,
    zh: '草稿与已发布的版本相同，无需发布',
    en: 'The draft is the same as the published version',
  },
  'forms.share-ended': {
    status: 410,
    zh: '分享链接已失效，请向发送人索取新的链接',
    en: 'This link has ended; ask for a new one',
  },
});

/** Why a publication would break something else that uses the form; each names the safe way. */
export const usageMessages = defineErrors({
  'forms.field-needed': {
    status: 422,
    zh: '“{label}”正被“{by}”使用，不能移除：请改为隐藏，或先在“{by}”中取消使用',
    en: '“{label}” is needed by “{by}” and cannot be taken out: hide it, or stop using it in “{by}” first',
  },
  'forms.field-type-needed': {
    status: 422,
    zh: '“{label}”正被“{by}”使用，不能改变类型：请另加一个控件',
    en: '“{label}” is needed by “{by}” and keeps its type: add another field instead',
  },
  'forms.option-needed': {
    status: 422,
    zh: '选项“{option}”正被“{by}”使用，不能停用：可以改名称',
    en: 'Option “{option}” is needed by “{by}” and cannot be stopped; its label may change',
  },
  'forms.widen-large': {
    status: 422,
    zh: '“{label}”所在的表已有很多数据，改变类型会使填报停顿：请新增一个控件，旧控件的数据保留',
    en: 'The table of “{label}” is large and changing its type would hold up everybody: add a new field; the data of the old one is kept',
  },
});

/** What a change means for data that is there, and what would be safer. */
export const adviceMessages = defineErrors({
  'forms.advice-retire': {
    status: 422,
    zh: '已有数据会保留，但不再显示、不能再填；以后还要看的，请改为隐藏：在“显示条件”里设一个不会满足的条件，或在权限里对各岗位隐藏',
    en: 'What was filled in is kept and no longer shown; if it may be needed later, hide it instead: by a display condition, or for each role under rights',
  },
  'forms.advice-type': {
    status: 422,
    zh: '别处正在使用这个控件，改变类型后请逐一检查；更稳妥的是新增一个控件',
    en: 'It is used elsewhere: check each use after the change, or add another field instead',
  },
  'forms.advice-unique': {
    status: 422,
    zh: '已有数据中若有重复，这项要求不会生效；请先在列表里查找重复',
    en: 'Repeated values that are there already keep this from taking effect; look for them in the list first',
  },
  'forms.advice-require-new': {
    status: 422,
    zh: '旧数据没有这一项，填写后才能再保存；更稳妥的是设一个默认值，或在“必填”选“有条件”，只要求以后的数据（如日期在某天以后）',
    en: 'Older records lack it and can be saved again only once it is filled in; safer: give it a default value, or require it by a condition for newer records only (such as after a date)',
  },
  'forms.advice-require': {
    status: 422,
    zh: '空着这一项的旧数据，填写后才能再保存；更稳妥的是在“必填”选“有条件”，只要求以后的数据（如日期在某天以后）',
    en: 'Older records where it is empty can be saved again only once it is filled in; safer: require it by a condition for newer records only (such as after a date)',
  },
  'forms.advice-require-when': {
    status: 422,
    zh: '符合条件而空着这一项的旧数据，填写后才能再保存；更稳妥的是在条件里只要求以后的数据（如日期在某天以后）',
    en: 'Older records that meet the condition and lack it can be saved again only once it is filled in; safer: let the condition hold for newer records only (such as after a date)',
  },
  'forms.advice-narrow': {
    status: 422,
    zh: '已有数据保留原样，改动它时须符合新的要求',
    en: 'What was filled in stays as it is; once it is changed it must fit',
  },
  'forms.advice-strange-text': {
    status: 422,
    zh: '这个比较不会成立，公式会算错；请把公式里的文字改成选项现在的名称',
    en: 'That never holds, so the formula gives something else than was meant: write the present name of the option',
  },
});

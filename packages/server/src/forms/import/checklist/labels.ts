/** What a title says besides the name of its column: required, choices, a unit. */
import { oneLineOf } from '../draft.ts';
import { isAnswerWord } from './words.ts';

export interface Title {
  /** Without marks and unit. */
  readonly label: string;
  readonly isRequired: boolean;
  /** `检查结果（合格/不合格）`, `□是 □否`. */
  readonly choices: readonly string[];
  /** `面积（㎡）`. */
  readonly unit?: string;
}

const units =
  /^(㎡|m2|m²|平方米|平米|亩|m³|立方米|km|m|cm|mm|公里|千米|米|厘米|毫米|kg|g|t|吨|公斤|千克|克|斤|℃|°C|度|%RH|MPa|kPa|Pa|bar|V|kV|A|mA|W|kW|kWh|Ω|MΩ|L|ml|升|毫升|ppm|mg\/L|mg\/m³|dB|s|秒|min|分钟|分|h|小时|天|日|月|年|岁|元|万元|元\/月|元\/㎡|元\/平方米|个|台|件|套|只|具|人|人次|次|户|栋|层|部|辆|张|份|处|项|间|名|株|盏|m\/s|km\/h|L\/s|m³\/h)$/i;
const amounts = /^(元|万元|元\/月|元\/㎡|元\/平方米)$/;

/** A longer one is prose; what follows is not looked at. */
const longestTitle = 1000;

export function readTitle(text: string): Title {
  let label = oneLineOf(
    text.slice(0, longestTitle).replace(/([\p{Script=Han}（）()])\s*\n\s*(?=[\p{Script=Han}（()])/gu, '$1'),
  );
  let isRequired = false;
  const take = (pattern: RegExp) => {
    const shorter = label.replace(pattern, '').trim();
    if (shorter === label || shorter === '') return;
    label = shorter;
    isRequired = true;
  };
  take(/^[*＊]|[*＊]$/);
  take(/[（(]\s*(必填|必须填写|必选)\s*[）)]/);
  label = label.replace(/[：:]\s*$/, '').trim();
  // Characters set apart to fill a cell: 序 号, 备  注.
  if (/^\p{Script=Han}(\s+\p{Script=Han})+$/u.test(label)) label = label.replace(/\s+/g, '');

  const boxed = boxedChoices(label);
  if (boxed) return { label: boxed.label || label, isRequired, choices: boxed.choices };
  const bracket = /^(.+?)\s*[（(【[]\s*([^（()）【】[\]]+?)\s*[）)】\]]$/.exec(label);
  if (!bracket) return { label, isRequired, choices: [] };
  const [, before = '', inside = ''] = bracket;
  const unit = inside.replace(/^单位\s*[：:]?\s*/, '');
  if (units.test(unit)) return { label: before, isRequired, choices: [], unit };
  return { label: before, isRequired, choices: listed(inside) };
}

export const isAmount = (unit: string | undefined) => unit !== undefined && amounts.test(unit);

/** `合格/不合格`, `是、否`, `√ ×`: a few short words of equal standing. */
function listed(text: string): string[] {
  const parts = text
    .split(/[/／|、,，;；]|\s+(?=\S+$)/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const isList = parts.length >= 2 && parts.length <= 12 && parts.every((part) => part.length <= 10);
  // 如、例：, 年/月/日 and yyyy-mm-dd say how to write and not what to choose.
  if (!isList || /如|例|格式|[yY]{2}|年.*月|填|请/.test(text)) return [];
  return [...new Set(parts)];
}

const longestAlternatives = 40;

/**
 * Nothing but answers of which one holds: `正常/异常`, `已整改、未整改`. Other lists name what is to be written
 * (`姓名/电话`), so the answers must be known ones, or one thing with and without its denial.
 */
export function alternatives(text: string): string[] {
  if (text.length > longestAlternatives) return [];
  const parts = text.split(/[/／|｜、]/).map((part) => part.trim());
  if (parts.length < 2 || parts.length > 4 || new Set(parts).size < parts.length) return [];
  const others = parts.filter((part) => !isAnswerWord(part));
  return others.length === 0 || isDenied(others) ? parts : [];
}

/** `已培训/未培训`, `有隐患/无隐患`, `漏水/不漏水`. */
function isDenied([one = '', other = '', ...more]: readonly string[]): boolean {
  const stem = (part: string) => part.replace(/^(已|没有|未|不|无|非|有)/, '');
  const isDenial = (part: string) => /^(没有|未|不|无|非)/.test(part);
  const isSame = stem(one) !== '' && stem(one) === stem(other);
  return more.length === 0 && isSame && isDenial(one) !== isDenial(other);
}

const box = /[□☐○◯〇☑✓√]/;
const boxAtEnd = /[□☐○◯〇☑✓√]\s*$/;
const anyMark = /[□☐○◯〇☑✓√（(]/;

/**
 * Boxes to tick, `□是 □否` or `是□ 否□`, brackets to fill, `是（ ） 否（ ）`, and bare answers, `是/否`; the label is what
 * stands before them.
 */
export function boxedChoices(text: string): { label: string; choices: string[] } | undefined {
  const answers = alternatives(text);
  if (answers.length > 0) return { label: '', choices: answers };
  if (!anyMark.test(text) || text.length > longestTitle) return undefined;
  const line = text.replace(/\s+/g, ' ').trim();
  const first = line.search(box);
  if (first >= 0) {
    const before = line.slice(0, first).trim();
    const isAhead = before === '' || /[：:]$/.test(before) || !boxAtEnd.test(line);
    const parts = (isAhead ? line.slice(first) : line).split(box).map(bare);
    const choices = parts.filter((part) => part !== '');
    return fits(choices) ? { label: isAhead ? bare(before) : '', choices } : undefined;
  }
  const brackets = [...line.matchAll(/([^\s（()）：:]{1,12})\s*[（(]\s*[）)]/g)].map((found) => found[1] ?? '');
  return fits(brackets) ? { label: '', choices: brackets } : undefined;
}

const fits = (choices: readonly string[]) =>
  choices.length >= 2 && choices.length <= 30 && choices.every((choice) => choice.length <= 30);
const bare = (text: string) => text.replace(/[：:；;、,，_＿\s]+$/g, '').replace(/^[：:；;、,，\s]+/g, '');

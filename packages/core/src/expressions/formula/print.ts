/** Writes a formula down: with the keys that are stored, or with the labels that people read. */
import { functionNamed } from './functions/registry.ts';
import { type Binding, bindName } from './names.ts';
import { type Expression, type NameSpelling, operatorStrength, reservedWords } from './syntax.ts';
import type { FormulaScope } from './types.ts';

const unaryStrength = 6;
const percentStrength = 7;

/**
 * @param expression of a formula without problems; names that no field has are printed as they were typed
 * @param spelling labels where a label tells the field without doubt, otherwise (and for `key`) keys in braces
 * @returns text that reads back as the same tree, functions by their names; blanks and needless brackets do not survive
 */
export function printFormula(expression: Expression, scope: FormulaScope, spelling: NameSpelling): string {
  const print = (part: Expression, weakest: number): string => {
    switch (part.kind) {
      case 'number':
        return String(part.value);
      case 'text':
        return `"${part.value.replaceAll('"', '""')}"`;
      case 'boolean':
        return part.value ? 'TRUE' : 'FALSE';
      case 'blank':
        return '空';
      case 'missing':
        return '';
      case 'field':
        return printName(part.path, part.spelling, scope, spelling);
      case 'unary':
        return part.operator === '%'
          ? bracketed(`${print(part.operand, percentStrength + 1)}%`, percentStrength, weakest)
          : bracketed(`${part.operator}${print(part.operand, unaryStrength)}`, unaryStrength, weakest);
      case 'binary': {
        const own = operatorStrength[part.operator];
        const text = `${print(part.left, own)} ${part.operator} ${print(part.right, own + 1)}`;
        return bracketed(text, own, weakest);
      }
      case 'call':
        return `${functionNamed(part.name)?.name ?? part.name}(${part.arguments.map((argument) => print(argument, 0)).join(', ')})`;
    }
  };
  return print(expression, 0);
}

function bracketed(text: string, own: number, weakest: number): string {
  return own < weakest ? `(${text})` : text;
}

function printName(
  path: readonly string[],
  written: NameSpelling,
  scope: FormulaScope,
  spelling: NameSpelling,
): string {
  const found = bindName(path, written, scope);
  if ('problem' in found) return written === 'key' ? braced(path.join('.')) : path.map(plain).join('.');
  return writeName(found.binding, scope, spelling);
}

/** A field as it can be typed: by its label where that leads to it, otherwise by its key. */
export function writeName(binding: Binding, scope: FormulaScope, spelling: NameSpelling): string {
  if (spelling === 'label') {
    const labels = [...(binding.subform ? [binding.subform.label] : []), binding.field.label];
    const again = bindName(labels, 'label', scope);
    // A label that two fields have, or that the row has as well, would lead elsewhere.
    const isTelling = 'binding' in again && again.binding.path === binding.path && labels.every(isWritable);
    if (isTelling) return writeLabels(labels);
  }
  return braced(binding.path);
}

/** Labels as they can be typed, whether a field has them or not. */
export function writeLabels(labels: readonly string[]): string {
  return labels.map(plain).join('.');
}

/** Names are read without the blanks around them. */
const isWritable = (label: string) => label.trim() === label && label !== '';

function braced(name: string): string {
  return `{${name.replaceAll('}', '}}')}}`;
}

const bareName = /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u;

/** A label as it can be typed: in 【】 when it is not one word, or a word with a meaning of its own. */
function plain(label: string): string {
  if (bareName.test(label) && !Object.hasOwn(reservedWords, label.toUpperCase())) return label;
  return `【${label.replaceAll('】', '】】')}】`;
}

/**
 * A form as somebody sees it who does not see some of its fields: neither the fields nor anything that names them.
 * Conditions on them stay, for what they decide was decided where the fields are known; they find nothing there.
 * Formulas over them cannot be worked out without them: their results are plain read-only values.
 */
import type { Condition } from '../expressions/condition.ts';
import { namesIn } from '../expressions/formula-names.ts';
import type { FieldDefinition, FormDefinition } from './contract.ts';
import { childLists, type LayoutNode, withChildLists } from './layout.ts';

/** @param hidden keys of fields of the form itself */
export function withoutFields(definition: FormDefinition, hidden: ReadonlySet<string>): FormDefinition {
  if (hidden.size === 0) return definition;
  const { displayRules, layout, settings } = definition;
  const shown = (keys: readonly string[]) => keys.filter((key) => !hidden.has(key));
  return {
    ...definition,
    fields: definition.fields.filter(({ key }) => !hidden.has(key)).map((field) => withoutFormulas(field, hidden, '')),
    ...(displayRules && {
      displayRules: displayRules
        .filter((rule) => !hasFormulaOver(rule.when, hidden, ''))
        .map((rule) => ({ ...rule, show: shown(rule.show) }))
        .filter(({ show }) => show.length > 0),
    }),
    ...(layout && { layout: shownNodes(layout, hidden) }),
    ...(settings && {
      settings: {
        ...settings,
        ...(settings.listFields && { listFields: shown(settings.listFields) }),
      },
    }),
  };
}

const up = '$parent.';

/** @param above how the form's own fields are named where the formula stands: `$parent.` in a row */
function namesHidden(formula: string, hidden: ReadonlySet<string>, above: string): boolean {
  return namesIn(formula).some(
    (path) => path.startsWith(above) && hidden.has(path.slice(above.length).split('.')[0] as string),
  );
}

function hasFormulaOver(condition: Condition, hidden: ReadonlySet<string>, above: string): boolean {
  if ('formula' in condition) return namesHidden(condition.formula, hidden, above);
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : undefined;
  if (parts) return parts.some((part) => hasFormulaOver(part, hidden, above));
  return 'not' in condition && hasFormulaOver(condition.not, hidden, above);
}

function withoutFormulas(field: FieldDefinition, hidden: ReadonlySet<string>, above: string): FieldDefinition {
  if (field.type === 'formula' && namesHidden(field.formula, hidden, above)) return resultOnly(field);
  const isOver = (setting: unknown) =>
    typeof setting === 'object' && setting !== null && hasFormulaOver(setting as Condition, hidden, above);
  const { visible, required, readOnly, checks, default: setting, ...rest } = field;
  const kept = {
    ...rest,
    ...(visible !== undefined && !isOver(visible) && { visible }),
    ...(required !== undefined && !isOver(required) && { required }),
    ...(readOnly !== undefined && !isOver(readOnly) && { readOnly }),
    ...(checks && { checks: checks.filter(({ rule }) => !isOver(rule)) }),
    ...(setting && !('formula' in setting && namesHidden(setting.formula, hidden, above)) && { default: setting }),
  } as FieldDefinition;
  if (kept.type !== 'subform') return kept;
  return { ...kept, fields: kept.fields.map((inner) => withoutFormulas(inner, hidden, up + above)) };
}

const plainTypes = {
  number: { type: 'number', decimals: 10 },
  text: { type: 'multiline' },
  boolean: { type: 'yesNo' },
  date: { type: 'date' },
  dateTime: { type: 'dateTime' },
  time: { type: 'time', seconds: true },
} as const;

/** What a formula gave, as a value nobody changes. */
function resultOnly({
  key,
  label,
  help,
  result,
  unit,
}: Extract<FieldDefinition, { type: 'formula' }>): FieldDefinition {
  return {
    key,
    label,
    ...(help !== undefined && { help }),
    ...(result === 'number' && unit !== undefined && { unit }),
    ...plainTypes[result],
    readOnly: true,
  };
}

function shownNodes(nodes: readonly LayoutNode[], hidden: ReadonlySet<string>): LayoutNode[] {
  return nodes.flatMap((node): LayoutNode[] => {
    if (node.kind === 'field') return hidden.has(node.key) ? [] : [node];
    const lists = childLists(node);
    return [
      lists.length > 0
        ? withChildLists(
            node,
            lists.map((list) => shownNodes(list, hidden)),
          )
        : node,
    ];
  });
}

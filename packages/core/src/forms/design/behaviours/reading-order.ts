import type { FieldDefinition, FormDefinition, Layout } from '../../contract.ts';
import { nodesOf } from '../../layout.ts';

/** Lists and exports follow `fields`, people read the layout: the two have one order. */
export function inReadingOrder<Form extends FormDefinition & { readonly layout: Layout }>(form: Form): Form {
  const order = new Map<string, number>();
  for (const node of nodesOf(form.layout)) if (node.kind === 'field') order.set(node.key, order.size);
  const rank = (field: FieldDefinition) => order.get(field.key) ?? order.size;
  const isOrdered = form.fields.every((field, index) => index === 0 || rank(form.fields[index - 1]!) <= rank(field));
  return isOrdered ? form : { ...form, fields: form.fields.toSorted((a, b) => rank(a) - rank(b)) };
}

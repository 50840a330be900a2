/** What a renderer of one field type gets, whatever the surface. */
import type { FieldDefinition, FieldOf, FieldTypeName, FormContext, FormValues } from '@anshao/core/forms/contract.ts';
import type { RecordPlace } from './form-store.ts';

/** Everything around the form that a control may need. Keep the object while nothing in it changes. */
export interface FillSituation {
  readonly context: FormContext;
  /** Written into camera photos where the field asks for it. */
  readonly place: string;
  readonly personName: string;
  /** The server's time, ms: a phone's clock can be wrong by days. */
  readonly now: () => number;
  /** Key of the published form: what may be chosen is asked of the server under it. */
  readonly form?: string | undefined;
  /** What ids in the values are called, as records are answered with it. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /**
   * Asks for a value that is shown masked; only where the reader may see it. Given the path of the field
   * (`visitors.idCard`) and, within a subform, the `_id` of the row.
   */
  readonly reveal?: ((field: string, row: string | undefined) => Promise<string | null>) | undefined;
  /** Nothing leaves the page: no uploads, no questions to the server; examples stand in for what would be found. */
  readonly isTrial?: boolean | undefined;
}

export interface FieldProps<Name extends FieldTypeName> {
  /** Id of the control; the label and the problem point to it. */
  readonly id: string;
  readonly field: FieldOf<Name>;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly situation: FillSituation;
  readonly readOnly: boolean;
  readonly isInvalid: boolean;
  /** Ids of the label and of the problem's sentence. */
  readonly labelledBy: string;
  readonly describedBy: string | undefined;
  /** The record the field stands in; left out by whoever draws a single control. */
  readonly at?: RecordPlace | undefined;
  /** There is room for one line only, and no label beside it: the cell of a table. */
  readonly isCompact?: boolean | undefined;
  /** Puts values into fields beside this one: what a chosen record brings along. */
  readonly onFill?: ((values: FormValues) => void) | undefined;
}

export type AnyFieldProps = Omit<FieldProps<FieldTypeName>, 'field'> & { readonly field: FieldDefinition };

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function asIds(value: unknown): readonly string[] {
  // Kept while the field still took a single one.
  if (typeof value === 'string' && value !== '') return [value];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

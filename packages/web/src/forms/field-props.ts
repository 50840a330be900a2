/** What a renderer of one field type gets, whatever the surface. */
import type { FieldDefinition, FieldOf, FieldTypeName, FormContext } from '@anshao/core/forms/contract.ts';

/** Everything around the form that a control may need. */
export interface FillSituation {
  readonly context: FormContext;
  /** Written into camera photos where the field asks for it. */
  readonly place: string;
  readonly personName: string;
  /** The server's time, ms: a phone's clock can be wrong by days. */
  readonly now: () => number;
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
}

export type AnyFieldProps = Omit<FieldProps<FieldTypeName>, 'field'> & { readonly field: FieldDefinition };

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function asIds(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

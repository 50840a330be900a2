/**
 * Everything a designer can do to a form, as plain objects: they can be kept, sent, undone and done again upon what a
 * colleague saved meanwhile. A command names parts by what they are (`items.score`, `#s1`) and places by their
 * neighbour, never by a position, so that it still means the same after other changes.
 */
import type { FieldProblem } from '../../base/errors.ts';
import type { DisplayRule, FieldDefinition, FormDefinition, LayoutNode, Option } from '../contract.ts';
import type { FieldWidth, Tab } from '../layout.ts';
import type { FieldTypeName } from '../registry.ts';
import type { CopiedPiece, Drawn, ListRef, PartRef, Place } from './parts.ts';

/** `null` takes a setting away. */
export type Settings = Readonly<Record<string, unknown>>;

export type Command =
  | { readonly do: 'addField'; readonly field: FieldDefinition; readonly at: Place; readonly width?: FieldWidth }
  /** A container or decoration without fields in it. */
  | { readonly do: 'addNode'; readonly node: LayoutNode; readonly at: Place }
  | { readonly do: 'addTab'; readonly tabs: PartRef; readonly tab: Tab; readonly after: PartRef | null }
  | { readonly do: 'setField'; readonly field: PartRef; readonly set: Settings }
  | { readonly do: 'setKey'; readonly field: PartRef; readonly key: string }
  | { readonly do: 'setType'; readonly field: PartRef; readonly type: FieldTypeName }
  | { readonly do: 'setWidth'; readonly field: PartRef; readonly width: FieldWidth }
  | { readonly do: 'setNode'; readonly node: PartRef; readonly set: Settings }
  /** What stood in columns that go away moves to the last that stays. */
  | { readonly do: 'setColumns'; readonly node: PartRef; readonly count: number }
  | { readonly do: 'move'; readonly parts: readonly PartRef[]; readonly to: Place }
  | { readonly do: 'remove'; readonly parts: readonly PartRef[] }
  | { readonly do: 'duplicate'; readonly parts: readonly PartRef[] }
  | { readonly do: 'paste'; readonly pieces: readonly CopiedPiece[]; readonly at: Place }
  | { readonly do: 'setForm'; readonly set: Settings }
  | { readonly do: 'setSettings'; readonly set: Settings }
  /** All rules of the form (`''`) or of a subform. */
  | { readonly do: 'setRules'; readonly of: ListRef; readonly rules: readonly DisplayRule[] }
  | {
      readonly do: 'addOptions';
      readonly field: PartRef;
      readonly options: readonly Option[];
      readonly after: string | null;
    }
  | { readonly do: 'setOption'; readonly field: PartRef; readonly code: string; readonly set: Settings }
  | { readonly do: 'moveOption'; readonly field: PartRef; readonly code: string; readonly after: string | null }
  | { readonly do: 'removeOptions'; readonly field: PartRef; readonly codes: readonly string[] }
  /** Another whole form in its place: a former version, or what was shipped. Id and key stay. */
  | { readonly do: 'replace'; readonly definition: FormDefinition };

export type CommandName = Command['do'];

export interface Applied {
  readonly definition: Drawn;
  /** What should be selected now; left out when the selection stays. */
  readonly selection?: readonly PartRef[];
  /**
   * Parts that are new or have a new name, as they are called now, in an order that depends on the command alone: done
   * on another draft, where a key is taken, the same part stands at the same position.
   */
  readonly made?: readonly PartRef[];
  /** Done, but somebody should look: `path` is the part. */
  readonly notes?: readonly FieldProblem[];
}

export type Outcome = Applied | { readonly problem: FieldProblem };

export function isApplied(outcome: Outcome): outcome is Applied {
  return 'definition' in outcome;
}

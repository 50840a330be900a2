/** Fields and containers as text, so that they can be pasted into another form, another window, or a mail. */
import { type Static, Type } from 'typebox';
import { Compile } from '../../base/compile.ts';
import { FormKey } from '../contract.ts';
import { fieldKeysOf, type LayoutNode, LayoutNode as LayoutNodeSchema, NodeId } from '../layout.ts';
import { findFieldType } from '../registry.ts';
import { outermost } from './edits/placing.ts';
import { copied } from './edits/structure.ts';
import { calledIn } from './formula-scope.ts';
import { partsOf } from './lists.ts';
import { type CopiedPiece, type Drawn, isTab, type PartRef } from './parts.ts';

const longestClip = 2_000_000;

// Fields are looked at closely by `checkDefinition` once they are in the form, as those drawn by hand are.
const ClipField = Type.Object({
  key: FormKey,
  label: Type.String({ minLength: 1, maxLength: 200 }),
  type: Type.String(),
});
const ClipTab = Type.Object(
  { id: NodeId, title: Type.String(), visible: Type.Optional(Type.Unknown()), children: Type.Array(LayoutNodeSchema) },
  { additionalProperties: false },
);
const Clip = Type.Object({
  anshao: Type.Literal('form-parts'),
  version: Type.Literal(1),
  pieces: Type.Array(
    Type.Object({
      node: Type.Union([LayoutNodeSchema, ClipTab]),
      fields: Type.Array(ClipField, { maxItems: 500 }),
      from: Type.String({ maxLength: 120 }),
      reads: Type.Optional(
        Type.Array(
          Type.Object({
            name: Type.String({ minLength: 1, maxLength: 200 }),
            labels: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 2 }),
          }),
          { maxItems: 1000 },
        ),
      ),
    }),
    { minItems: 1, maxItems: 500 },
  ),
});
type Clip = Static<typeof Clip>;
const checker = Compile(Clip);

/** The parts as text, outermost only, in reading order. */
export function copyText(form: Drawn, parts: readonly PartRef[]): string {
  const chosen = new Set(outermost(form, parts));
  const pieces = partsOf(form).flatMap((part): CopiedPiece[] => {
    const piece = chosen.has(part) ? copied(form, part) : undefined;
    if (!piece) return [];
    const reads = calledIn(form, piece.from, piece.fields);
    return [reads.length > 0 ? { ...piece, reads: reads.slice(0, 1000) } : piece];
  });
  return JSON.stringify({ anshao: 'form-parts', version: 1, pieces }, null, 1);
}

/** The pieces in a text, ready for `paste`; undefined when it is anything else. */
export function readCopied(text: string): readonly CopiedPiece[] | undefined {
  if (text.length > longestClip || !text.includes('form-parts')) return undefined;
  let clip: unknown;
  try {
    clip = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!checker.Check(clip)) return undefined;
  // Their shape has just been checked.
  const pieces = (clip as Clip).pieces as unknown as readonly CopiedPiece[];
  const isWhole = pieces.every(({ node, fields }) => {
    const named = isTab(node) ? fieldKeysOf(node.children) : fieldKeysOf([node as LayoutNode]);
    const given = new Set(fields.map((field) => field.key));
    const known = fields.every(
      (field) => findFieldType(field.type) && (field.type !== 'subform' || Array.isArray(field.fields)),
    );
    return (
      known && named.length === fields.length && given.size === named.length && named.every((key) => given.has(key))
    );
  });
  return isWhole ? pieces : undefined;
}

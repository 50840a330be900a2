/** Kinds of messages by name, and what holds for a row whose kind no preset describes (any more). */
import type { Channel } from '@anshao/core/messaging/contract.ts';
import type { LadderStep, MessageKind } from '@anshao/core/messaging/ladder.ts';

export type Kinds = ReadonlyMap<string, MessageKind>;
export type SendingRules = Pick<MessageKind, 'steps' | 'keepsQuietHours' | 'usefulMinutes' | 'secretParams'>;

/** The row carries its own text and template; nothing else is known, so nobody is woken for it. */
const unknownKind: SendingRules = { steps: [], keepsQuietHours: true };

export function byKind(kinds: readonly MessageKind[]): Kinds {
  return new Map(kinds.map((kind) => [kind.kind, kind]));
}

/** @throws Error for a kind that no preset describes: its ladder is not ours to guess */
export function kindOf(kinds: Kinds, kind: string): MessageKind {
  const known = kinds.get(kind);
  if (!known) throw new Error(`no message kind ${kind}; describe it in presets`);
  return known;
}

/** How an existing row is sent. */
export function rulesFor(kinds: Kinds, kind: string): SendingRules {
  return kinds.get(kind) ?? unknownKind;
}

export function stepOf(kind: SendingRules, channel: Channel): LadderStep | undefined {
  return kind.steps.find((step) => step.channel === channel);
}

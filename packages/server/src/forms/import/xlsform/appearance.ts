/** The appearance column: what has a counterpart is used, what has no effect here is let pass, the rest is told of. */
import type { MappedType } from './types.ts';

/** Pages are no notion here: a form is one page. */
const withoutEffect = new Set(['field-list', 'vertical', 'calendar', 'no-buttons']);

export const looksOf = (text: string | undefined): string[] =>
  (text ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((look) => look !== '');

export function photosOf(looks: readonly string[]): MappedType {
  const has = (look: string) => looks.includes(look);
  if (has('signature')) return { type: 'signature', settings: {}, looks: ['signature'] };
  return {
    type: 'photos',
    settings: {
      max: 1,
      ...(has('new') ? { cameraOnly: true } : {}),
      ...(has('annotate') || has('draw') ? { annotate: true } : {}),
    },
    looks: ['new', 'annotate', 'draw'].filter(has),
  };
}

/** How a choice is shown. */
export function choiceLook(looks: readonly string[]): { appearance?: 'list' | 'buttons'; looks: string[] } {
  const list = looks.filter((look) => /^(minimal|autocomplete|search)$/.test(look));
  if (list.length > 0) return { appearance: 'list', looks: list };
  const buttons = looks.filter((look) =>
    /^(horizontal|horizontal-compact|columns(-\d+|-pack)?|likert|quick|quickcompact|compact(-\d+)?|label|list-nolabel|list)$/.test(
      look,
    ),
  );
  return buttons.length > 0 ? { appearance: 'buttons', looks: buttons } : { looks: [] };
}

/** On a desk, of a grid of four. */
export function widthOf(looks: readonly string[]): { width?: 'half' | 'third'; looks: string[] } {
  const found = looks.filter((look) => /^w\d{1,2}$/.test(look));
  const [first] = found;
  return {
    looks: found,
    ...(first === 'w1' ? { width: 'third' as const } : first === 'w2' ? { width: 'half' as const } : {}),
  };
}

export const leftOf = (looks: readonly string[], understood: readonly string[]): string[] =>
  looks.filter((look) => !withoutEffect.has(look) && !understood.includes(look));

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanLine, cleanText, isLongerThan, isUnsafeText, lengthOf } from './clean-text.ts';

// Any UTF-16, half surrogates and control characters included.
const anything = fc.string({ unit: 'binary' }).map((text) => text.slice(0, 40));
const wild = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom('\r', '\n', '\t', ' ', '\u2028', 'e', '\u0301', '🧯', '\0'),
    ),
  )
  .map((parts) => parts.join(''));

test('cleaning twice is cleaning once', () => {
  fc.assert(
    fc.property(fc.oneof(anything, wild), (text) => {
      expect(cleanText(cleanText(text))).toBe(cleanText(text));
      expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
    }),
    { numRuns: 2000 },
  );
});

test('what cannot be stored is never hidden by cleaning', () => {
  // What cleaning takes out from between two halves is the exception: without it they are one good character.
  const withoutStray = wild.map((text) =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: see above
    text.replace(/[\u0001-\u001f\u007f-\u009f\u202d\u202e\ufeff]/g, ''),
  );
  fc.assert(
    fc.property(withoutStray, (text) => {
      expect(isUnsafeText(cleanText(text))).toBe(isUnsafeText(text));
    }),
  );
});

test('length counts code points, as PostgreSQL does', () => {
  fc.assert(
    fc.property(wild, fc.nat(30), (text, limit) => {
      expect(lengthOf(text)).toBe(Array.from(text).length);
      expect(isLongerThan(text, limit)).toBe(Array.from(text).length > limit);
    }),
  );
});

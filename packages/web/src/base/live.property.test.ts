import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventParser } from './live.ts';

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const events = fc.array(fc.record({ id: word, type: word, data: fc.array(word, { minLength: 1, maxLength: 3 }) }), {
  maxLength: 6,
});

function parse(pieces: readonly string[]) {
  const found: { id: string; type: string; data: string }[] = [];
  const parser = createEventParser((event) => found.push(event));
  for (const piece of pieces) parser.push(piece);
  return found;
}

test('events read the same however the network cuts the stream, with any line ends and heartbeats between', () => {
  fc.assert(
    fc.property(events, fc.constantFrom('\n', '\r\n', '\r'), fc.array(fc.nat(200)), (sent, end, cuts) => {
      const stream = sent
        .map(({ id, type, data }) =>
          [`: beat`, `id: ${id}`, `event: ${type}`, ...data.map((line) => `data: ${line}`), '', ''].join(end),
        )
        .join('');
      const pieces: string[] = [];
      let from = 0;
      for (const cut of [...new Set(cuts)].sort((a, b) => a - b)) {
        if (cut >= stream.length) break;
        pieces.push(stream.slice(from, cut));
        from = cut;
      }
      // What follows shows that a lone \r at the very end was only held back.
      pieces.push(stream.slice(from), `: end${end}`);
      expect(parse(pieces)).toEqual(sent.map(({ id, type, data }) => ({ id, type, data: data.join('\n') })));
    }),
  );
});

test('an event without a type is a message, and the id stays until another comes', () => {
  expect(parse(['id: 7\ndata: a\n\ndata: b\n\n'])).toEqual([
    { id: '7', type: 'message', data: 'a' },
    { id: '7', type: 'message', data: 'b' },
  ]);
});

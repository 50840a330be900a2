import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MessageRefused } from './crypto.ts';
import { cdata, childText, parseMessageXml } from './xml.ts';

describe('reading', () => {
  test('text, CDATA, entities, empty and nested elements', () => {
    const root = parseMessageXml(
      '\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<xml>\n<A>a &lt;&amp;&gt; &#23433;&#x54E8;</A><B><![CDATA[<b>&amp; 🏠]]></B><C/><D><List><E>1</E></List><List><E>2</E></List></D>\n</xml>\n',
    );
    expect(childText(root, 'A')).toBe('a <&> 安哨');
    expect(childText(root, 'B')).toBe('<b>&amp; 🏠');
    expect(childText(root, 'C')).toBe('');
    expect(childText(root, 'missing')).toBeUndefined();
    expect(root.children[3]!.children.map((list) => childText(list, 'E'))).toEqual(['1', '2']);
  });

  test('a follower may write about DOCTYPE and ENTITY', () => {
    const text = '<!DOCTYPE x [<!ENTITY a "b">]> &a;';
    expect(childText(parseMessageXml(`<xml><Content>${cdata(text)}</Content></xml>`), 'Content')).toBe(text);
  });

  test('element names of JavaScript’s own mean nothing', () => {
    const root = parseMessageXml('<xml><__proto__>1</__proto__><constructor>2</constructor></xml>');
    expect(childText(root, 'toString')).toBeUndefined();
    expect(childText(root, '__proto__')).toBe('1');
  });

  test('any text put into CDATA is read back', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(']', '>', '<![CDATA[', 'a', '&')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (content) => {
        expect(childText(parseMessageXml(`<xml><C>${cdata(content)}</C></xml>`), 'C')).toBe(content);
      }),
    );
  });
});

describe('refusing', () => {
  const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
  test.each([
    ['billion laughs', `<?xml version="1.0"?><!DOCTYPE xml [<!ENTITY l0 "ha">${laughs}]><xml><A>&l9;</A></xml>`],
    ['an outside entity', '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><A>&a;</A></xml>'],
    ['an entity nobody declared', '<xml><A>&nbsp;</A></xml>'],
    ['a bare ampersand', '<xml><A>a & b</A></xml>'],
    ['a character that does not exist', '<xml><A>&#x110000;</A></xml>'],
    ['the character zero', '<xml><A>&#0;</A></xml>'],
    ['an attribute', '<xml a="1"><A>1</A></xml>'],
    ['a comment', '<xml><!-- --><A>1</A></xml>'],
    ['a processing instruction inside', '<xml><?php ?></xml>'],
    ['crossed elements', '<xml><A><B></A></B></xml>'],
    ['an element left open', '<xml><A>1</A>'],
    ['a CDATA section left open', '<xml><A><![CDATA[1</A></xml>'],
    ['a second root', '<xml></xml><xml></xml>'],
    ['nothing', ''],
    ['JSON', '{"ToUserName":"gh"}'],
    ['nine levels', `${'<a>'.repeat(9)}${'</a>'.repeat(9)}`],
    ['a hundred thousand levels', '<a>'.repeat(20_000)],
    ['a thousand and one elements', `<xml>${'<a/>'.repeat(1_000)}</xml>`],
    ['more than 64 KiB', `<xml><A>${'安'.repeat(22_000)}</A></xml>`],
  ])('%s', (_name, source) => {
    expect(() => parseMessageXml(source)).toThrow(expect.objectContaining({ code: 'xml' }));
  });

  test('any text is read or refused, never worse', () => {
    const fragment = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      'xml',
      'a',
      '<![CDATA[',
      ']]>',
      '&',
      ';',
      '&#',
      '<xml>',
      '</xml>',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 60 }), (parts) => {
        try {
          parseMessageXml(parts.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(MessageRefused);
        }
      }),
    );
  });
});

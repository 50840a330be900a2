import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createSealing, sealingKey } from './sealing.ts';

const folder = mkdtempSync(`${tmpdir()}/anshao-sealing-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sealing = createSealing(Buffer.alloc(32, 1), randomBytes);

test('what was sealed is read back, and looks different every time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, field) => {
      const [one, other] = [sealing.seal(plain, field), sealing.seal(plain, field)];
      expect(one).toMatch(/^v1:[A-Za-z0-9+/=]+$/);
      expect(one).not.toBe(other);
      expect(sealing.unseal(one, field)).toBe(plain);
    }),
  );
});

test('under another key, for another field, changed by one character or never sealed it says nothing', () => {
  const sealed = sealing.seal('11010519491231002X', 'visit.card');
  const changed = `${sealed.slice(0, 30)}${sealed[30] === 'A' ? 'B' : 'A'}${sealed.slice(31)}`;

  expect(createSealing(Buffer.alloc(32, 2), randomBytes).unseal(sealed, 'visit.card')).toBeUndefined();
  for (const [text, field] of [
    [sealed, 'visit.name'],
    [changed, 'visit.card'],
    ['11010519491231002X', 'visit.card'],
    ['v1:', 'visit.card'],
    ['v1:AAAA', 'visit.card'],
  ] as const)
    expect(sealing.unseal(text, field)).toBeUndefined();
});

test('a key of its own is made once, for nobody else to read, and found again by every process', () => {
  const config = { secretKey: null, dataDir: `${folder}/data` };

  const first = sealingKey(config, randomBytes);

  expect(first).toHaveLength(32);
  expect(sealingKey(config, randomBytes)).toEqual(first);
  expect(statSync(`${folder}/data/secret.key`).mode & 0o777).toBe(0o600);
  expect(readdirSync(`${folder}/data`)).toEqual(['secret.key']);
});

test('a key of the configuration goes before the file, and needs none', () => {
  const config = { secretKey: 'a'.repeat(32), dataDir: `${folder}/none` };

  expect(sealingKey(config, randomBytes)).toHaveLength(32);
  expect(sealingKey({ ...config, secretKey: 'b'.repeat(32) }, randomBytes)).not.toEqual(
    sealingKey(config, randomBytes),
  );
  expect(readdirSync(folder)).not.toContain('none');
});

test('a damaged key is told instead of replaced', () => {
  writeFileSync(`${folder}/secret.key`, 'broken');

  expect(() => sealingKey({ secretKey: null, dataDir: folder }, randomBytes)).toThrow(
    /secret\.key does not hold a key/,
  );
});

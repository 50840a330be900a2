import { afterEach, expect, test } from 'vitest';
import { changeLanguage, currentLanguage, defineText, setLanguage, startLanguage } from './language.ts';

afterEach(() => setLanguage('zh'));
const text = defineText('test', { hello: '您好，{name}', later: '稍后' });

test('English words are fetched when somebody changes to them, and not before', async () => {
  let fetched = 0;
  let drawn = 0;
  const english = async () => {
    fetched += 1;
    return { test: { hello: 'Hello {name}' } };
  };
  startLanguage(english, () => {
    drawn += 1;
  });
  expect([fetched, drawn, text('hello', { name: '陈工' })]).toEqual([0, 1, '您好，陈工']);

  await changeLanguage('en');
  expect([fetched, text('hello', { name: 'Chen' })]).toEqual([1, 'Hello Chen']);
  // A surface that was built before the other has no words for this yet.
  expect(text('later')).toBe('稍后');
});

test('who reads English sees the page once its words are there; without signal it is drawn in Chinese', async () => {
  setLanguage('en');
  const drawnIn: string[] = [];
  const drawn = new Promise<void>((resolve) => {
    startLanguage(
      () => Promise.reject(new TypeError('Failed to fetch')),
      () => {
        drawnIn.push(currentLanguage());
        resolve();
      },
    );
  });
  expect(drawnIn).toEqual([]);
  await drawn;
  expect(drawnIn).toEqual(['zh']);
  await expect(changeLanguage('en')).rejects.toThrow('Failed to fetch');
  expect(currentLanguage()).toBe('zh');
});

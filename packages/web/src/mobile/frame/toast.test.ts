import { expect, test } from 'vitest';
import { currentToast, showToast } from './toast.tsx';

test('a word is taken away by whoever said it, and nobody takes away a later one', () => {
  const takeFirst = showToast('还有1项需要填写或修改', 'problem');
  expect(currentToast()?.words).toBe('还有1项需要填写或修改');
  takeFirst();
  expect(currentToast()).toBeUndefined();

  const takeSecond = showToast('还有2项需要填写或修改', 'problem');
  showToast('已保存', 'done');
  takeSecond();
  expect(currentToast()?.words).toBe('已保存');
});

import { afterEach, expect, test } from 'vitest';
import { baseEn } from '../messages/base.en.ts';
import { addEnglish, setLanguage } from './language.ts';
import { placeWord } from './place-word.ts';
import { closeGaps, sentenceOf } from './sentences.ts';

addEnglish({ base: baseEn });
afterEach(() => setLanguage('zh'));

test('a code is said in the reader’s language, with its details', () => {
  expect(sentenceOf('access.code-wrong', { left: 4 })).toBe('验证码不正确，还可以试4次');
  setLanguage('en');
  expect(sentenceOf('access.code-wrong', { left: 4 })).toBe('Wrong code, 4 attempts left');
});

test('terms in details are said in words, lists of them as lists', () => {
  const details = { type: 'program', accepted: ['image', 'pdf'] };
  expect(sentenceOf('files.type-refused', details)).toBe(
    '不支持这种文件（程序文件）；这里可以上传：照片（JPG、PNG、WebP、GIF）、PDF',
  );
  expect(sentenceOf('base.malformed', { reason: 'jsonAt', position: 8 })).toBe(
    '请求格式不正确：内容从第8个字符起不是有效的JSON',
  );
  expect(sentenceOf('base.malformed', { reason: 'Upload-Length' })).toBe('请求格式不正确：Upload-Length');
  setLanguage('en');
  expect(sentenceOf('files.type-refused', details)).toContain('(a program). What can be sent here: pictures (JPG');
});

test('a post without a place is everywhere, in the reader’s language', () => {
  expect([placeWord({ placeName: '惠城区' }), placeWord({ placeName: null })]).toEqual(['惠城区', '全部']);
  setLanguage('en');
  expect(placeWord({ placeName: null })).toBe('Everywhere');
});

test('moments in details are written in the community’s time', () => {
  const sentence = sentenceOf('daily-reports.already-filed', { by: '李敏', at: '2024-03-15T06:32:00.000Z' });
  expect(sentence).toContain('李敏已于2024-03-15 14:32填报');
});

test('a code of a newer server falls back to what the server said', () => {
  expect(sentenceOf('hazards.unheard-of', {}, '隐患已销号')).toBe('隐患已销号');
  expect(sentenceOf('hazards.unheard-of')).not.toBe('');
});

test('typed blanks between 汉字 and digits go, others stay', () => {
  expect(closeGaps('请 30 秒后再试，PDF 文件 2024-03-15 14:32')).toBe('请30秒后再试，PDF文件2024-03-15 14:32');
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import tokens from './tokens.json' with { type: 'json' };

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const variable = (name: string) => new RegExp(`--${name}: ([^;]+);`).exec(css)?.[1];

const { neutral, risk, brand } = tokens.color.light;

test('the variables of tokens.css are the colours of tokens.json', () => {
  for (const [step, colour] of Object.entries(neutral))
    expect(variable(`n${step}`), `--n${step}`).toBe(colour.toLowerCase());
  for (const [level, colours] of Object.entries(risk)) {
    expect(variable(level), level).toBe(colours.solid.toLowerCase());
    expect(variable(`${level}-s`), level).toBe(colours.soft.toLowerCase());
    expect(variable(`${level}-t`), level).toBe(colours.text.toLowerCase());
    expect(variable(`${level}-l`), level).toBe(colours.line.toLowerCase());
  }
  expect(variable('brand')).toBe(brand.base.toLowerCase());
  expect(variable('brand-s')).toBe(brand.soft.toLowerCase());
});

test('radius and motion are those of tokens.json', () => {
  for (const [name, size] of Object.entries(tokens.radius))
    expect(variable(`r-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`), name).toBe(`${size}px`);
  expect(variable('t-base')).toBe(tokens.motion.base);
});

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test('every pair of colours that is used together can be read (WCAG 2.2 AA)', () => {
  for (const { use, fg, bg, min } of tokens.color.contrast.checked) {
    const [light = 0, dark = 0] = [luminance(fg), luminance(bg)].sort((a, b) => b - a);
    expect((light + 0.05) / (dark + 0.05), use).toBeGreaterThanOrEqual(min);
  }
});

/** Nobody is kept out: what axe can find, what overflows a small phone, and what is too small for a thumb. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { axeFinds, overflow, smallTargets } from './stage/looks.ts';
import {
  deskScreens,
  phoneScreens,
  type Screen,
  setWorld,
  show,
  strangersScreens,
  type World,
} from './stage/screens.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let world: World;
// Colours in the middle of a transition are nobody's choice.
const still = { reducedMotion: 'reduce' } as const;

beforeAll(async () => {
  stage = await openStage(19);
  world = await setWorld(stage, '立春区');
});

async function over(
  page: Page,
  screens: readonly Screen[],
  look: (page: Page) => Promise<readonly string[]>,
): Promise<string[]> {
  watch(page);
  const found: string[] = [];
  for (const screen of screens) {
    await show(page, screen);
    found.push(...(await look(page)).map((line) => `${screen.name}: ${line}`));
  }
  return found;
}

const tooWide = async (page: Page) => {
  const by = await overflow(page);
  return by > 0 ? [`${by} px too wide`] : [];
};

test('axe finds nothing on the screens of the phone before sign-in', async () => {
  expect(await over(await stage.phone(undefined, still), strangersScreens(world), axeFinds)).toEqual([]);
});

test('axe finds nothing on the screens of the phone', async () => {
  expect(await over(await stage.phone(world.cookie, still), phoneScreens(world), axeFinds)).toEqual([]);
});

test('axe finds nothing on the screens of the desk', async () => {
  const signIn = await stage.desk(undefined, still);
  const found = await over(
    signIn,
    [{ name: 'sign-in', path: '/desk/', until: (page) => page.locator('form').waitFor() }],
    axeFinds,
  );
  found.push(...(await over(await stage.desk(await stage.administrator(), still), deskScreens(world), axeFinds)));
  expect(found).toEqual([]);
});

test.for([390, 360, 320])('no screen of the phone is wider than %d px', async (width) => {
  const viewport = { width, height: 780 };
  const found = await over(await stage.phone(undefined, { ...still, viewport }), strangersScreens(world), tooWide);
  found.push(...(await over(await stage.phone(world.cookie, { ...still, viewport }), phoneScreens(world), tooWide)));
  expect(found).toEqual([]);
});

/** Twice, because a list that is just being redrawn may lie over something for a moment. */
const tooSmall = async (page: Page) => {
  const first = await smallTargets(page);
  return first.length === 0 ? first : (await smallTargets(page)).filter((line) => first.includes(line));
};

test('what can be pressed on the phone is at least 44 px in both directions', async () => {
  const found = await over(await stage.phone(undefined, still), strangersScreens(world), tooSmall);
  found.push(...(await over(await stage.phone(world.cookie, still), phoneScreens(world), tooSmall)));
  expect(found).toEqual([]);
});

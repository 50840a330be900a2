/** What an administrator does in the designer, in the words of the screen: by mouse where it says so, else by keys. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export async function newApp(desk: Page, name: string): Promise<void> {
  await desk.goto('/desk/apps');
  await desk.getByRole('button', { name: '新建应用' }).first().click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('应用名称').fill(name);
  await dialog.getByRole('button', { name: '创建', exact: true }).click();
  await desk.waitForURL(/\/desk\/apps\/[0-9a-f-]{36}/);
}

/** Begins a form in the application that is open, and waits for the canvas. */
export async function newForm(desk: Page, name: string): Promise<void> {
  await desk.getByRole('button', { name: '新建表单' }).first().click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('表单名称').fill(name);
  await dialog.getByRole('button', { name: '创建并设计' }).click();
  await canvas(desk, name).waitFor();
}

export const canvas = (desk: Page, form: string): Locator => desk.getByRole('tree', { name: form });

/** A part of the canvas by its label. */
export const part = (desk: Page, label: string): Locator => desk.getByRole('treeitem', { name: `${label}，` });

const library = (desk: Page, control: string): Locator =>
  desk.getByRole('complementary').getByRole('button', { name: control, exact: true });

/** Gives a part that was just placed its label; the panel follows the canvas a moment later. */
async function name(desk: Page, control: string, label: string): Promise<void> {
  const title = desk.getByRole('textbox', { name: '标题', exact: true });
  await expect.poll(() => title.inputValue(), { timeout: 10_000 }).toMatch(new RegExp(`^${control}`));
  await rename(desk, label);
}

/** Gives the selected part another label. */
export async function rename(desk: Page, label: string): Promise<void> {
  await desk.getByRole('textbox', { name: '标题', exact: true }).fill(label);
  await part(desk, label).waitFor();
}

/** Puts a control behind the selected one: Enter on its entry in the library. */
export async function insert(desk: Page, control: string, label: string): Promise<void> {
  await library(desk, control).focus();
  await desk.keyboard.press('Enter');
  await name(desk, control, label);
}

/** Drags a control from the library onto a part of the canvas. */
export async function drag(desk: Page, control: string, onto: Locator, label: string): Promise<void> {
  const entry = library(desk, control);
  await entry.scrollIntoViewIfNeeded();
  const [from, to] = [await entry.boundingBox(), await onto.boundingBox()];
  if (!from || !to) throw new Error(`${control} cannot be dragged`);
  const { mouse } = desk;
  await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await mouse.down();
  await mouse.move(from.x + from.width / 2 + 20, from.y + from.height, { steps: 4 });
  await mouse.move(to.x + to.width / 2, to.y + to.height - 6, { steps: 12 });
  await desk.locator('.dz-line').first().waitFor({ state: 'attached' });
  await mouse.up();
  await name(desk, control, label);
}

/** Picks from a list of a setting. */
export async function choose(desk: Page, setting: string, option: string): Promise<void> {
  await desk.getByRole('combobox', { name: setting, exact: true }).click();
  await desk.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: option }).last().click();
}

/** @returns the version that is in force now */
export async function publish(desk: Page): Promise<number> {
  await desk.getByRole('button', { name: '发布', exact: true }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).click();
  const told = await desk
    .getByText(/第\d+版已发布/)
    .last()
    .innerText();
  return Number(/\d+/.exec(told)?.[0]);
}

/** Back to the application. */
export async function leave(desk: Page): Promise<void> {
  await desk
    .getByRole('link', { name: /返回/ })
    .or(desk.getByRole('button', { name: /返回/ }))
    .first()
    .click();
  await desk.waitForURL(/\/desk\/apps\//);
}

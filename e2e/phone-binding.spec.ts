/** First contact on the phone: which community, who is on file, a code to that number, and home. */
import { openSession } from '@anshao/server/access/testing/sessions.ts';
import { buildCommunity, buildPerson, buildPost } from '@anshao/server/org/testing/builders.ts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { answer, answerTheRest, question, receipt, submit } from './stage/filling.ts';
import { bracketed, day, giveTask, type Scene, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let scene: Scene;
let page: Page;
const helpLine = '0752-2299541';

beforeAll(async () => {
  stage = await openStage(11);
  scene = await setScene(stage, {
    district: '榕江区',
    communities: ['榕江东方苑', '榕江学府二期', '榕江龙庭三期'],
    person: '陈国强',
    bound: false,
  });
  // Somewhere else, so that filtering has something to leave out.
  await setScene(stage, {
    number: 2,
    district: '梅岭区',
    communities: ['榕江路口花园'],
    person: '李梅岭',
    bound: false,
  });
  for (const community of scene.communities) await giveTask(stage, community);
  const administrator = await stage.administrator();
  const settings = await stage.call<object>(administrator, 'GET', '/settings');
  await stage.call(administrator, 'PUT', '/settings', { ...settings, helpLine });
  page = await stage.phone();
});

test('who is not bound gets to the picker, which filters by district, keyword and pinyin initials (DR-04, DR-05, DR-06)', async () => {
  watch(page);
  await page.goto('/m/');
  await page.getByRole('link', { name: '首次使用，绑定小区' }).click();
  const cards = page.locator('button.comm');
  const names = async () => (await cards.locator('b').allTextContents()).sort();
  const search = page.getByRole('searchbox', { name: '搜索小区' });

  await search.fill('榕江');
  await expect.poll(names).toEqual(['榕江东方苑', '榕江学府二期', '榕江路口花园', '榕江龙庭三期'].sort());
  await page.getByRole('button', { name: '榕江区', exact: true }).click();
  await expect.poll(names).toEqual(['榕江东方苑', '榕江学府二期', '榕江龙庭三期'].sort());
  await search.fill('榕'.repeat(300));
  expect((await search.inputValue()).length).toBe(60);
  await page.getByText('没有找到小区').waitFor();
  expect(await page.getByRole('link', { name: helpLine }).count()).toBe(1);
  await search.fill('rjdfy');
  await expect.poll(names).toEqual(['榕江东方苑']);
});

test('a card shows district, address and who is in charge, masked; confirming needs a choice (DR-07, DR-08)', async () => {
  watch(page);
  const confirm = page.getByRole('button', { name: '确定', exact: true });
  expect(await confirm.isDisabled()).toBe(true);
  const card = page.locator('button.comm').first();
  const words = await card.innerText();
  for (const fact of ['行政区域', '榕江区', '项目地址', '榕江区大道1号']) expect(words).toContain(fact);
  await card.click();
  expect(await card.getAttribute('aria-pressed')).toBe('true');
  await confirm.click();

  await page.getByRole('heading', { name: '项目负责人登录' }).waitFor();
  const contact = await page.locator('.kv', { hasText: '联系人' }).innerText();
  expect(contact).toContain('陈');
  for (const shown of [words, contact]) {
    expect(shown).not.toContain('陈国强');
    expect(shown).not.toContain(scene.person.mobile);
  }
  expect(await page.getByRole('textbox').count()).toBe(0);
});

test('the help line stands where people get stuck, and can be pressed to call (DR-13)', async () => {
  watch(page);
  expect(await page.getByRole('link', { name: helpLine }).getAttribute('href')).toBe(
    `tel:${helpLine.replace('-', '')}`,
  );
});

test('the code goes to the number on file; a wrong one says how many tries are left, the right one binds (DR-03, DR-09)', async () => {
  watch(page);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByRole('button', { name: /秒后可重发/ }).waitFor();

  // Off to the messages and back: the phone has thrown the page away meanwhile.
  await page.reload();
  await page.locator('.kv', { hasText: '榕江东方苑' }).waitFor();
  await page.getByRole('button', { name: /秒后可重发/ }).waitFor();
  await page.getByText(/已发送至/).waitFor();
  const told = await page.evaluate(() => Object.values({ ...sessionStorage }).join(' '));
  expect(told).not.toContain('陈国强');
  expect(told).not.toContain(scene.person.mobile);
  const code = await stage.codeSentTo(scene.person.mobile ?? '');
  const input = page.getByRole('textbox', { name: '验证码' });
  const bind = page.getByRole('button', { name: '绑定并登录' });

  await input.fill(code === '000000' ? '111111' : '000000');
  await page.getByText('请先阅读并同意', { exact: false }).last().waitFor();
  expect(await bind.isDisabled()).toBe(true);
  await page.getByRole('button', { name: '《个人信息处理说明》' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '同意' }).click();
  await bind.click();
  await page.getByText(/验证码不正确，还可以试\s*4\s*次/).waitFor();

  await input.fill(code);
  await bind.click();
  await page.getByText('绑定成功，陈国强').waitFor();
  await page.waitForURL('**/m/');
});

test('how long to wait for another code counts down, and is gone for good when the code is typed (DR-09)', async () => {
  const person = await setScene(stage, {
    number: 3,
    district: '榕溪区',
    communities: ['榕溪苑'],
    person: '罗溪',
    bound: false,
  });
  const fresh = await stage.phone(undefined, { viewport: { width: 360, height: 740 } });
  watch(fresh);
  await fresh.goto(`/m/bind?community=${person.communities[0]?.id}`);
  await fresh.getByRole('button', { name: '发送验证码' }).click();
  await fresh.getByText(/已发送至/).waitFor();
  // As on another phone: the moment of sending is not known.
  await fresh.evaluate(() => {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith('anshao.code')) sessionStorage.removeItem(key);
  });
  await fresh.reload();
  await fresh.getByRole('button', { name: '重新发送' }).click();
  const sentence = fresh.getByRole('alert').getByText(/验证码已发送，\d+秒后可重发/);
  const seconds = async () => Number(/(\d+)秒/.exec(await sentence.innerText())?.[1]);
  await sentence.waitFor();
  const first = await seconds();
  await expect.poll(seconds).toBeLessThan(first);
  const input = fresh.getByRole('textbox', { name: '验证码' });
  await input.fill('1');
  await expect.poll(() => sentence.count()).toBe(0);
  await input.fill('12');
  expect(await sentence.count()).toBe(0);
});

test('whoever has just signed in can go on without signal, even after a reload (DR-23)', async () => {
  const own = await setScene(stage, { number: 4, district: '榕河区', communities: ['榕河苑'], person: '罗河' });
  const [community] = own.communities;
  if (!community) throw new Error('no community');
  const taskId = await giveTask(stage, community);
  const fresh = await stage.phone(undefined, { viewport: { width: 360, height: 740 } });
  watch(fresh);
  await fresh.goto('/m/sign-in');
  await fresh.getByRole('textbox', { name: '手机号' }).fill(own.person.mobile ?? '');
  await fresh.getByRole('button', { name: '发送验证码' }).click();
  await fresh.getByText(/已发送至/).waitFor();
  await fresh.getByRole('textbox', { name: '验证码' }).fill(await stage.codeSentTo(own.person.mobile ?? ''));
  await fresh.getByRole('button', { name: '登录', exact: true }).click();
  await fresh.getByRole('link', { name: '去填写' }).click();
  await answer(fresh, 'facade', '无异常');
  await fresh
    .getByText(/草稿已保存\d/)
    .first()
    .waitFor();
  await expect
    .poll(() => fresh.evaluate(async () => (await navigator.serviceWorker.getRegistration('/m/'))?.active?.state))
    .toBe('activated');
  await fresh.context().setOffline(true);
  await fresh.reload();
  await question(fresh, 'facade').waitFor();
  expect(await question(fresh, 'facade').getByRole('radio', { name: '无异常' }).getAttribute('aria-checked')).toBe(
    'true',
  );
  await answerTheRest(fresh);
  await submit(fresh);
  await fresh.getByText('已保存，等待网络').waitFor();
  await fresh.reload();
  await fresh.getByText(/共15项/).waitFor();
  await fresh.goto('/m/');
  await fresh.getByRole('heading', { name: '1份日报等待发送' }).waitFor();
  await fresh.goto(`/m/report/${taskId}`);
  await fresh.getByText(/共15项/).waitFor();
  await fresh.context().setOffline(false);
  await receipt(fresh);
});

test('somebody with several communities sees a card for each, and stays signed in after a reload (DR-03, DR-10)', async () => {
  watch(page);
  const { rows } = await stage.pool.query(
    'select community_id from posts where person_id = $1 and bound_at is not null',
    [scene.person.id],
  );
  // The other communities' posts prove themselves by the same number.
  expect(rows.length).toBe(3);
  await page.reload();
  await page.getByText('3个小区待填报').waitFor();
  await page.getByRole('link', { name: '待填日报' }).click();
  await page
    .getByRole('heading', { name: `${bracketed(day())}安全生产日报` })
    .nth(2)
    .waitFor();
  const cards = (await page.locator('a.rep').allInnerTexts()).join('\n');
  for (const { name } of scene.communities) expect(cards).toContain(`所属小区：${name}`);
});

test('devices are listed, and one that is revoked has to sign in again (DR-03)', async () => {
  const other = await stage.phone(await openSession(stage.pool, scene.person.id, new Date()));
  watch(page, other);
  await other.goto('/m/');
  await other.getByText('3个小区待填报').waitFor();

  await page.goto('/m/me');
  await page.getByRole('button', { name: /已登录的设备/ }).click();
  await page.getByText('本机', { exact: true }).waitFor();
  const revoke = page.locator('.devices').getByRole('button', { name: '解除' });
  // One of them is the session of the scene, which no browser uses.
  while ((await revoke.count()) > 0) {
    const before = await revoke.count();
    await revoke.first().click();
    await page.getByRole('dialog').getByRole('button', { name: '解除' }).click();
    await expect.poll(() => revoke.count()).toBe(before - 1);
  }
  await other.goto('/m/messages');
  await other.waitForURL('**/m/sign-in');
});

test('a community without a person in charge sends people to the change request (DR-08, DR-11)', async () => {
  const fresh = await stage.phone();
  watch(fresh);
  const lonely = await buildCommunity(stage.pool, {
    code: stage.code(90),
    name: '榕江无人苑',
    districtId: scene.district.id,
    companyId: scene.company.id,
  });
  await fresh.goto(`/m/bind?community=${lonely.id}`);
  await fresh.locator('.kv', { hasText: '榕江无人苑' }).waitFor();
  expect(await fresh.getByRole('button', { name: '发送验证码' }).isDisabled()).toBe(true);
  await fresh.getByRole('link', { name: '填写变更申请' }).click();
  await fresh.getByRole('heading', { name: '项目负责人变更申请' }).waitFor();
  await fresh.getByText('榕江无人苑').waitFor();
});

test('with no community registered the picker does not ask for other words', async () => {
  const fresh = await stage.phone(undefined, { viewport: { width: 360, height: 740 } });
  watch(fresh);
  await fresh.route('**/api/communities/pick*', (route) => route.fulfill({ json: { rows: [] } }));
  await fresh.goto('/m/bind');
  await fresh.getByText('还没有登记小区').waitFor();
  expect(await fresh.getByText('换个关键词').count()).toBe(0);
  expect(await fresh.getByRole('link', { name: helpLine }).count()).toBe(1);
});

test('the picker goes on past fifty to the last community found', async () => {
  const fresh = await stage.phone();
  watch(fresh);
  for (let index = 0; index < 58; index++)
    await buildCommunity(stage.pool, {
      code: stage.code(200 + index),
      name: `榕树湾${index + 1}栋`,
      districtId: scene.district.id,
      companyId: scene.company.id,
    });
  await fresh.goto('/m/bind');
  await fresh.getByRole('searchbox', { name: '搜索小区' }).fill('榕树湾');
  const cards = fresh.locator('button.comm');
  await expect.poll(() => fresh.locator('.found [role=status]').innerText()).toMatch(/\d+\+/);
  await expect
    .poll(async () => {
      await cards.last().scrollIntoViewIfNeeded();
      return cards.count();
    })
    .toBe(58);
  expect(await fresh.locator('.found [role=status]').innerText()).toMatch(/58(?!\+)/);
});

test('five wrong codes lock the number, whoever types them (DR-09)', async () => {
  const fresh = await stage.phone();
  watch(fresh);
  const person = await buildPerson(stage.pool, { name: '罗安', mobile: stage.mobile(95) });
  await buildPost(stage.pool, {
    personId: person.id,
    communityId: scene.communities[0]?.id ?? null,
    startsAt: new Date('2019-01-01'),
    endsAt: new Date('2019-02-01'),
  });
  await fresh.goto('/m/sign-in');
  await fresh.getByRole('textbox', { name: '手机号' }).fill(person.mobile ?? '');
  await fresh.getByRole('button', { name: '发送验证码' }).click();
  await fresh.getByText(/已发送至/).waitFor();
  const wrong = (await stage.codeSentTo(person.mobile ?? '')) === '000000' ? '111111' : '000000';
  for (const words of [/还可以试\s*4\s*次/, /还可以试\s*3\s*次/, /还可以试\s*2\s*次/, /还可以试\s*1\s*次/, /已锁定/]) {
    await fresh.getByRole('textbox', { name: '验证码' }).fill(wrong);
    await fresh.getByRole('button', { name: '登录', exact: true }).click();
    await fresh.getByText(words).waitFor();
  }
});

import { expect, test } from 'vitest';
import { communitiesOf, deskPostsOf } from './session.ts';

const post = (id: string, role: 'personInCharge' | 'companyManager', bound = true) => ({
  id,
  role,
  roleName: role,
  placeName: `place of ${id}`,
  communityId: role === 'personInCharge' ? `community of ${id}` : null,
  companyId: role === 'companyManager' ? `company of ${id}` : null,
  districtId: null,
  bound,
});
const viewer = (...posts: ReturnType<typeof post>[]) => ({
  personId: 'p',
  name: 'n',
  mobile: null,
  posts,
  may: [],
  mustChangePassword: false,
  helpLine: '',
});

test('only a person in charge who is bound has communities here; every other post is worked at the desk', () => {
  const mixed = viewer(post('a', 'personInCharge'), post('b', 'personInCharge', false), post('c', 'companyManager'));
  expect(communitiesOf(mixed).map((one) => one.id)).toEqual(['community of a']);
  expect(deskPostsOf(mixed).map((one) => one.id)).toEqual(['c']);
});

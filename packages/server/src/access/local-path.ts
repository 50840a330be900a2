/** Where a sign-in may lead: a page of ours and nothing else, or a link of ours would lend its good name to any site. */

export const startPage = '/m/';

const here = 'http://anshao.invalid';

/**
 * @returns the path with query and fragment, written as browsers read it; the mobile start page when it is not local
 */
export function localPath(to: string | undefined): string {
  // Browsers take `\` for `/` and drop tabs and line ends, so that `/\t/evil` is another site.
  if (!to?.startsWith('/') || /[\\\p{Cc}]/u.test(to) || !URL.canParse(to, here)) return startPage;
  const url = new URL(to, here);
  if (url.origin !== here || url.pathname.startsWith('//') || url.pathname.startsWith('/api/')) return startPage;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Pages that need no sign-in, and where to go on after it. */
export const wayIn = ['/m/sign-in', '/m/bind', '/m/change-request', '/m/shared-draft/'] as const;

const key = 'anshao.wayIn';

/** Keeps the page somebody wanted when they had to sign in first (a link in a message, say). */
export function rememberWay(path: string): void {
  try {
    sessionStorage.setItem(key, path);
  } catch {
    // storage forbidden: they start from home
  }
}

/** Path below `/m` to go on to, once; home when there is none. */
export function takeWay(): string {
  try {
    const path = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (path?.startsWith('/m/') && !path.startsWith('/m//')) return path.slice('/m'.length);
  } catch {
    // see above
  }
  return '/';
}

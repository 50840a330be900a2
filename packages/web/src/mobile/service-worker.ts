/** Makes the app open without signal. Only in the built app: in development it would serve yesterday's code. */
export function installServiceWorker(): void {
  if (!import.meta.env?.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', () => {
    navigator.serviceWorker.register('/sw.js', { scope: '/m/' }).catch(() => {
      // Some built-in browsers forbid it; everything but opening without signal works all the same.
    });
  });
}

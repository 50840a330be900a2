/** Files that Vite understands and TypeScript does not. */
declare module '*.css';
declare module '*.svg' {
  const address: string;
  export default address;
}

/** What Vite fills in; absent where Node runs a module for a test. */
interface ImportMeta {
  readonly env?: { readonly PROD: boolean };
}

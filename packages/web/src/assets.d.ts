/** Files that Vite understands and TypeScript does not. */
declare module '*.css';
/** The sheet as text. */
declare module '*?inline' {
  const sheet: string;
  export default sheet;
}
/** Where the file is served. */
declare module '*?url' {
  const address: string;
  export default address;
}
declare module '*.svg' {
  const address: string;
  export default address;
}

/** What Vite fills in; absent where Node runs a module for a test. */
interface ImportMeta {
  readonly env?: { readonly PROD: boolean };
}

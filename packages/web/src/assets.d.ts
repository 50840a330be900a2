/** Files that Vite understands and TypeScript does not. */
declare module '*.css';
declare module '*.svg' {
  const address: string;
  export default address;
}

declare module 'opencc-js/dict/TSCharacters' {
  /** `<traditional> <simplified> <other>…` entries joined by `|`. */
  const entries: string;
  // eslint-disable-next-line import-x/no-default-export -- this is how the package gives it
  export default entries;
}

/** Editions of JT/T 808 met in the field. 2011 and 2013 share a header; 2019 announces itself with a bit of it. */
export type Edition = 2011 | 2013 | 2019
export const EDITIONS: readonly Edition[] = [2011, 2013, 2019]

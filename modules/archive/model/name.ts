/**
 * A name as two of them are compared: full-width letters, blanks, dots and characters nobody sees make no other person.
 * An empty answer names nobody.
 */
export const bareName = (name: string): string =>
  name.normalize('NFKC').replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}/gu, '')

/** Pages about what was taken along: they share a part of the app that is read when one of them is opened. */
export const ALONG_ROOMS = ['along', 'take', 'file', 'law'] as const
export type AlongRoom = (typeof ALONG_ROOMS)[number]

export const isAlongRoom = (room: string | undefined): room is AlongRoom =>
  (ALONG_ROOMS as readonly (string | undefined)[]).includes(room)

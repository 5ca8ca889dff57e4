/** Boxes of an inbox are counted no further than this: a page must not pay for ten thousand late ones. One more means more. */
export const BOX_COUNTED = 1_000

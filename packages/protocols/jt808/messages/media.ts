import type { Part } from '../layout.ts'
import { basicLocation } from '../location.ts'
import { timePattern } from '../moments.ts'
import { code, hex, u8, u16, u32 } from '../scalars.ts'
import { count, list, nested, optional, since } from '../structures.ts'
import { changedIn2013, down, type Message, up } from './message.ts'

const kind = code('kind', 1, { 0: 'picture', 1: 'audio', 2: 'video' })
const format = code('format', 1, { 0: 'jpeg', 1: 'tif', 2: 'mp3', 3: 'wav', 4: 'wmv' })
const event = code('event', 1, {
  0: 'platformCommand',
  1: 'timer',
  2: 'robbery',
  3: 'collisionOrRollover',
  4: 'doorOpened',
  5: 'doorClosed',
  6: 'doorClosedAndFast',
  7: 'distance',
})
const save = code('save', 1, { 0: 'sendAtOnce', 1: 'store' })
const remove = code('delete', 1, { 0: 'keep', 1: 'delete' })
const channel = u8('channel')
const head: readonly Part[] = [u32('mediaId'), kind, format, event, channel]
const search: readonly Part[] = [kind, channel, event, timePattern('start'), timePattern('end')]

/** Pictures, sound, video. */
export const MEDIA: readonly Message[] = [
  up(0x0800, 'mediaEvent', ...head),
  changedIn2013(up(0x0801, 'mediaData', ...head, since(2013, nested('location', basicLocation)), hex('data', 'rest'))),
  down(
    0x8800,
    'mediaReply',
    u32('mediaId'),
    optional('fragments', count(1, 'fragments'), list('fragments', [u16('value')])),
  ),
  down(
    0x8801,
    'takePictures',
    channel,
    u16('command'),
    u16('interval'),
    save,
    code('resolution', 1, {
      0: 'lowest',
      1: '320x240',
      2: '640x480',
      3: '800x600',
      4: '1024x768',
      5: 'qcif',
      6: 'cif',
      7: 'halfD1',
      8: 'd1',
      255: 'highest',
    }),
    u8('quality', { min: 1, max: 10 }),
    u8('brightness'),
    u8('contrast', { max: 127 }),
    u8('saturation', { max: 127 }),
    u8('chroma'),
  ),
  up(
    0x0805,
    'picturesTaken',
    u16('answerSequence'),
    code('result', 1, { 0: 'ok', 1: 'failed', 2: 'channelNotSupported' }),
    optional('mediaIds', count(2, 'mediaIds'), list('mediaIds', [u32('value')])),
  ),
  down(0x8802, 'searchMedia', ...search),
  up(
    0x0802,
    'mediaFound',
    u16('answerSequence'),
    count(2, 'media'),
    list('media', [u32('mediaId'), kind, channel, event, nested('location', basicLocation)]),
  ),
  down(0x8803, 'uploadMedia', ...search, remove),
  down(
    0x8804,
    'recordAudio',
    code('command', 1, { 0: 'stop', 1: 'start' }),
    u16('seconds'),
    save,
    code('rate', 1, { 0: '8k', 1: '11k', 2: '23k', 3: '32k' }),
  ),
  down(0x8805, 'uploadOneMedia', u32('mediaId'), remove),
]

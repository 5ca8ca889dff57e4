/**
 * What a room shows on a map of now (图层). Its view `<name>_layer` has one row for each: grid_code, object_id, place (what it is called where it
 * lies), lng, lat, mark (a level, or nothing), title, link, since (the day it has been so).
 */
export interface MapLayer {
  /** Name of the view without its end. */
  name: string
  /** What is shown, in the words of the field. */
  title: string
  unit: string
  /** Permission word somebody needs to see it. */
  permission: string
  /** Indicator that counts the same rows; its figure is told with the layer. */
  indicator?: string
  /** The figure is that of today alone. */
  isOfToday?: boolean
  /** What stands there is wrong and must be dealt with, so it is drawn in the colour of what is late. */
  isUrgent?: boolean
}

/** Area codes of landlines (长途区号) by the four digits of the city's division code. MIIT numbering plan; Shandong and the municipalities. */
const AREA_CODES: Readonly<Record<string, string>> = {
  '1101': '010',
  '1201': '022',
  '3101': '021',
  '5001': '023',
  '3701': '0531',
  '3702': '0532',
  '3703': '0533',
  '3704': '0632',
  '3705': '0546',
  '3706': '0535',
  '3707': '0536',
  '3708': '0537',
  '3709': '0538',
  '3710': '0631',
  '3711': '0633',
  '3713': '0539',
  '3714': '0534',
  '3715': '0635',
  '3716': '0543',
  '3717': '0530',
}

/** The area code of the city a division or grid code lies in; null where the table has none. */
export const areaCodeOf = (code: string): string | null => AREA_CODES[code.slice(0, 4)] ?? null

/** A factor of the dictionary: its name, and the unit it is normally sent in (units are not on the wire). */
export interface Factor {
  readonly name: string
  readonly unit: string
}

const TABLE = `
w00000 污水 L/s
w01001 pH值 1
w01002 色度 度
w01003 浑浊度 NTU
w01009 溶解氧 mg/L
w01010 水温 °C
w01012 悬浮物 mg/L
w01014 电导率 µS/cm
w01016 叶绿素 µg/L
w01017 五日生化需氧量 mg/L
w01018 化学需氧量 mg/L
w01019 高锰酸盐指数 mg/L
w01020 总有机碳 mg/L
w20111 总汞 mg/L
w20115 总镉 mg/L
w20116 总铬 mg/L
w20117 六价铬 mg/L
w20119 总砷 mg/L
w20120 总铅 mg/L
w20121 总镍 mg/L
w20122 总铜 mg/L
w20123 总锌 mg/L
w21001 总氮 mg/L
w21003 氨氮 mg/L
w21011 总磷 mg/L
w21016 氰化物 mg/L
w21017 氟化物 mg/L
w21019 硫化物 mg/L
w22001 石油类 mg/L
w23002 挥发酚 mg/L
Leq 等效声级 dB
LA A声级 dB
a00000 废气 m³/s
a01001 气温 °C
a01002 湿度 %
a01006 气压 kPa
a01007 风速 m/s
a01008 风向 °
a01011 烟气流速 m/s
a01012 烟气温度 °C
a01013 烟气压力 kPa
a01014 烟气湿度 %
a05001 二氧化碳 mg/m³
a05002 甲烷 mg/m³
a05024 臭氧 µg/m³
a19001 氧气 %
a20057 汞 µg/m³
a21001 氨 mg/m³
a21002 氮氧化物 mg/m³
a21003 一氧化氮 mg/m³
a21004 二氧化氮 mg/m³
a21005 一氧化碳 mg/m³
a21018 氟化物 mg/m³
a21022 氯气 mg/m³
a21024 氯化氢 mg/m³
a21026 二氧化硫 mg/m³
a21028 硫化氢 mg/m³
a24087 总烃 mg/m³
a24088 非甲烷总烃 mg/m³
a25002 苯 mg/m³
a25003 甲苯 mg/m³
a34001 总悬浮颗粒物 mg/m³
a34002 PM10 µg/m³
a34004 PM2.5 µg/m³
a34013 烟尘 mg/m³
001 pH值 1
011 化学需氧量 mg/L
060 氨氮 mg/L
101 总磷 mg/L
B00 累计水量 m³
B01 水流量 L/s
01 烟尘 mg/m³
02 二氧化硫 mg/m³
03 氮氧化物 mg/m³
B02 废气流量 m³/s
S01 氧气含量 %
S02 烟气流速 m/s
S03 烟气温度 °C
S05 烟气湿度 %
S08 烟气压力 kPa`

/** Factor codes in common use (§4.4 of the reference), the short ones of 2005 last. Stations add their own. */
export const FACTORS: ReadonlyMap<string, Factor> = new Map(
  TABLE.trim()
    .split('\n')
    .map((row) => {
      const [code = '', name = '', unit = ''] = row.split(' ')
      return [code, { name, unit: unit === '1' ? '' : unit }]
    }),
)

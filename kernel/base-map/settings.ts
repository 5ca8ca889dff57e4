import { choice, defineSetting, line, secret, wholeNumber, yesNo } from '#kernel/settings/setting.ts'

const SHIFTED = '平台坐标是 CGCS2000，这种瓦片上的点会偏 100 到 1400 米；请向测绘部门要 CGCS2000 瓦片'

/** Hosts of Chinese web maps, whose tiles are drawn in shifted coordinates. */
const SHIFTED_HOSTS = /(^|\.)(amap\.com|autonavi\.com|gtimg\.com|qq\.com|bdimg\.com|baidu\.com|google\.cn|geoq\.cn)$/

/** What is wrong with an address of tiles, in a sentence; null when nothing is. */
export function tileAddressFault(text: string): string | null {
  if (!['{z}', '{x}', '{y}'].every((mark) => text.split(mark).length === 2)) return '网址里应各有一个 {z} {x} {y}'
  const filled = text.replace('{z}', '1').replace('{x}', '2').replace('{y}', '3')
  if (!URL.canParse(filled)) return '这不是一个网址'
  const url = new URL(filled)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return '网址应以 http:// 或 https:// 开头'
  if (url.username || url.password) return '网址里不能写账号和密码'
  if (url.hash) return '网址里不能有 #'
  if (/[{}]/.test(text.slice(0, text.indexOf('/', 8)))) return '{z} {x} {y} 不能在主机名里'
  if (SHIFTED_HOSTS.test(url.hostname)) return SHIFTED
  return null
}

const localNameFault = (text: string) =>
  /^[\p{L}\d][\p{L}\d._-]{0,79}$/u.test(text) ? null : '应为 DATA_DIR/tiles 下的一个文件名或目录名，不含斜杠'

/** What lies under our layers on every map. */
export const baseMapSettings = {
  kind: defineSetting({
    key: 'base-map.kind',
    group: 'map',
    title: '底图',
    sentence: '地图下面铺什么；不用底图时只画平台自己的边界和点，没有外网也能用。',
    ...choice([
      { value: 'none', label: '不用底图（素图）' },
      { value: 'tianditu', label: '天地图，需要密钥和外网' },
      { value: 'xyz', label: '自有瓦片服务' },
      { value: 'local', label: '本机瓦片：MBTiles 文件或瓦片目录' },
    ]),
    fallback: 'none',
    source: '平台默认；政务外网通常没有互联网',
  }),
  tiandituLayer: defineSetting({
    key: 'base-map.tianditu-layer',
    group: 'map',
    title: '天地图的图层',
    sentence: '底图选天地图时用哪一种，注记一同显示。',
    ...choice([
      { value: 'vec', label: '矢量' },
      { value: 'img', label: '影像' },
      { value: 'ter', label: '地形' },
    ]),
    fallback: 'vec',
    source: '天地图地图服务：vec、img、ter 与注记 cva、cia、cta',
  }),
  tiandituKey: defineSetting({
    key: 'base-map.tianditu-key',
    group: 'map',
    title: '天地图密钥',
    sentence: '在天地图申请的服务器端密钥；存下后不再显示，也不会发给浏览器。',
    ...secret(64),
    fallback: '',
    source: '天地图：服务器端密钥按 IP 绑定，每天有次数限制',
    unverified: '每天的次数限制没有找到公开数字，请以申请时的说明为准',
    environment: 'MAP_TK',
  }),
  xyzUrl: defineSetting({
    key: 'base-map.xyz-url',
    group: 'map',
    title: '自有瓦片服务的网址',
    sentence: '由本平台的服务器去取，浏览器不直接访问。',
    ...line(300, tileAddressFault, 'https://tiles.example.gov.cn/base/{z}/{x}/{y}.png'),
    fallback: '',
    source: 'XYZ 编号，左上角为原点，Web 墨卡托投影',
  }),
  xyzDatum: defineSetting({
    key: 'base-map.xyz-datum',
    group: 'map',
    title: '自有瓦片和本机瓦片的坐标系',
    sentence: '坐标系不同的瓦片会让所有点都偏，所以不能用。',
    ...choice([
      { value: 'cgcs2000', label: 'CGCS2000（与 WGS 84 相同）' },
      { value: 'gcj02', label: 'GCJ-02（高德、腾讯等）', refused: SHIFTED },
      { value: 'bd09', label: 'BD-09（百度）', refused: SHIFTED },
    ]),
    fallback: 'cgcs2000',
    source: '国家规定使用 CGCS2000；GCJ-02、BD-09 的偏移量见平台测试向量',
  }),
  xyzInside: defineSetting({
    key: 'base-map.xyz-inside',
    group: 'map',
    title: '自有瓦片服务在内网',
    sentence: '打开后，平台可以向内网地址取瓦片；不打开时，内网地址一律不访问，以免被用来探测内网。',
    ...yesNo(),
    fallback: false,
    source: 'OWASP ASVS 5.0 1.3.6、13.2.4：对外请求按许可清单',
    security: true,
  }),
  localName: defineSetting({
    key: 'base-map.local-name',
    group: 'map',
    title: '本机瓦片的文件名或目录名',
    sentence: '放在服务器的 DATA_DIR/tiles 下：以 .mbtiles 结尾的文件，或按 z/x/y 存放的目录。',
    ...line(80, localNameFault, 'dongying.mbtiles'),
    fallback: '',
    source: 'MBTiles 1.3；瓦片由测绘部门提供',
  }),
  attribution: defineSetting({
    key: 'base-map.attribution',
    group: 'map',
    title: '底图的来源文字',
    sentence: '显示在地图左下角；不填时天地图显示「天地图」。',
    ...line(60, undefined, '东营市自然资源和规划局'),
    fallback: '',
    source: '地图管理条例；提供方的使用要求',
  }),
  approvalNumber: defineSetting({
    key: 'base-map.approval-number',
    group: 'map',
    title: '审图号',
    sentence: '与来源文字一起显示；向公众展示的地图必须有。',
    ...line(60, undefined, 'GS（2024）0000号'),
    fallback: '',
    source: '地图管理条例（2016）',
    unverified: '内部系统是否必须标注，请与测绘主管部门确认',
  }),
  maxZoom: defineSetting({
    key: 'base-map.max-zoom',
    group: 'map',
    title: '底图最大级别',
    sentence: '再放大时把这一级的瓦片拉大显示；天地图到 18 级，MBTiles 以文件里写的为准。',
    unit: '级',
    ...wholeNumber(1, 20),
    fallback: 18,
    source: '天地图 1 到 18 级，省级节点另有 19、20 级',
  }),
  cacheMegabytes: defineSetting({
    key: 'base-map.cache-megabytes',
    group: 'map',
    title: '瓦片缓存最多占多大',
    sentence: '取过的瓦片存在服务器磁盘上，满了先删最旧的；0 表示不缓存。',
    unit: 'MB',
    ...wholeNumber(0, 50_000),
    fallback: 500,
    source: '平台默认；一个 1000 平方公里的县 6 到 17 级约 1 到 1.5 GB（估计）',
  }),
  cacheDays: defineSetting({
    key: 'base-map.cache-days',
    group: 'map',
    title: '瓦片缓存多久再取一次',
    sentence: '取不到新的时，旧的照样显示。',
    unit: '天',
    ...wholeNumber(1, 90),
    fallback: 7,
    source: '平台默认',
    unverified: '天地图的使用条款对缓存的要求没有核实',
  }),
}

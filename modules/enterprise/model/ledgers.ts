import type { LedgerField } from './ledger-field.ts'
import { equipmentStates, field, licenceStates, options } from './ledger-field.ts'

/**
 * The ledgers (台账) of the enterprise file, one declaration each after tables T02–T18 of the exchange catalogue.
 * Forms, validation, display and export read these; a row is stored as `enterprise_record` under its `kind`.
 */
export interface Ledger {
  kind: string
  title: string
  /** Which of the six parts of the file shows it. */
  part: 'base' | 'safety' | 'licence' | 'occupational' | 'emergency'
  /** Table of the exchange catalogue. */
  table: string
  fields: readonly LedgerField[]
}

export const ledgers: readonly Ledger[] = [
  {
    kind: 'site',
    title: '生产经营场所',
    part: 'base',
    table: 'T02',
    fields: [
      field('siteName', '场所名称', 'text', { required: true, max: 100 }),
      field('address', '详细地址', 'text', { required: true, max: 300 }),
      field('lng', '经度', 'lng'),
      field('lat', '纬度', 'lat'),
      field('siteKind', '场所类型', 'option', {
        options: options('01 厂房 02 仓库 03 罐区 04 办公 05 商铺 06 加油加气站 07 矿山 08 工地 09 市场 99 其他'),
      }),
      field('ownership', '产权', 'option', { options: options('1 自有 2 租赁 3 承包 4 借用') }),
      field('lessorCreditCode', '出租方代码', 'uscc'),
      field('buildingAreaM2', '建筑面积', 'number', { unit: 'm²' }),
      field('fireClass', '火灾危险性', 'option', { options: options('甲 甲类 乙 乙类 丙 丙类 丁 丁类 戊 戊类') }),
      field('personsOnSite', '最大在岗人数', 'integer', { unit: '人' }),
      field('lodging', '是否有住宿', 'boolean'),
      field('startedOn', '启用日期', 'date'),
    ],
  },
  {
    kind: 'safety_org',
    title: '安全管理机构',
    part: 'safety',
    table: 'T03',
    fields: [
      field('orgName', '机构名称', 'text', { required: true, max: 100 }),
      field('orgSet', '是否设置', 'boolean', { required: true }),
      field('head', '负责人', 'text', { max: 50, personal: 'name' }),
      field('headPhone', '负责人电话', 'phone', { personal: 'phone' }),
      field('fulltimeCount', '专职安全管理人员', 'integer', { unit: '人' }),
      field('parttimeCount', '兼职安全管理人员', 'integer', { unit: '人' }),
      field('cseCount', '注册安全工程师', 'integer', { unit: '人' }),
      field('specialOperatorCount', '特种作业人员', 'integer', { unit: '人' }),
      field('dutyListDone', '全员责任清单已建立', 'boolean'),
      field('safetyInvestWan', '上年安全投入', 'number', { unit: '万元' }),
      field('insuranceLiability', '安全生产责任保险', 'boolean'),
      field('insuranceNumber', '保单号', 'text', { max: 50 }),
      field('insuranceUntil', '保险止期', 'date'),
      field('insuranceAmountWan', '保额', 'number', { unit: '万元' }),
    ],
  },
  {
    kind: 'person_certificate',
    title: '人员持证',
    part: 'safety',
    table: 'T04',
    fields: [
      field('personName', '姓名', 'text', { required: true, max: 50, personal: 'name' }),
      field('idNumber', '证件号码', 'text', { max: 30, personal: 'id' }),
      field('phone', '手机', 'phone', { personal: 'phone' }),
      field('post', '岗位', 'text', { max: 50 }),
      field('personKind', '人员类别', 'option', {
        required: true,
        options: options(
          '01 主要负责人 02 安全管理人员 03 特种作业 04 特种设备作业 05 注册安全工程师 06 危化操作人员 07 应急救援 08 班组长 09 承包商 99 其他',
        ),
      }),
      field('certificateKind', '证书类别', 'option', {
        options: options(
          '01 主要负责人考核合格证 02 安全管理人员考核合格证 03 特种作业操作证 04 特种设备作业人员证 05 注册安全工程师 06 应急救援员 07 培训合格证 99 其他',
        ),
      }),
      field('certificateNumber', '证书编号', 'text', { required: true, max: 50, personal: 'certificate' }),
      field('issuer', '发证机关', 'text', { max: 100 }),
      field('validFrom', '有效期起', 'date'),
      field('validTo', '有效期止', 'date', { required: true }),
      field('reviewDue', '复审日期', 'date'),
      field('employed', '在职', 'boolean'),
    ],
  },
  {
    kind: 'equipment',
    title: '主要设备设施',
    part: 'safety',
    table: 'T05',
    fields: [
      field('equipmentNumber', '设备编号', 'text', { required: true, max: 50 }),
      field('equipmentName', '设备名称', 'text', { required: true, max: 100 }),
      field('equipmentKind', '设备类别', 'option', {
        options: options(
          '01 锅炉 02 压力容器 03 压力管道 04 电梯 05 起重机械 08 厂内机动车 09 安全附件 20 反应釜 21 储罐 22 加热炉 23 制冷 24 除尘 25 涂装 26 冲压剪切 27 木工 28 熔炼 29 输送 30 消防 31 防雷防静电 32 监测报警 99 其他',
        ),
      }),
      field('isSpecial', '特种设备', 'boolean'),
      field('registrationNumber', '使用登记证号', 'text', { max: 50 }),
      field('putInUseOn', '投用日期', 'date'),
      field('quantity', '数量', 'integer'),
      field('location', '安装位置', 'text', { max: 100 }),
      field('nextCheckOn', '下次检验日期', 'date'),
      field('state', '设备状态', 'option', { options: equipmentStates }),
    ],
  },
  {
    kind: 'process',
    title: '重点监管工艺',
    part: 'safety',
    table: 'T06',
    fields: [
      field('processName', '工艺名称', 'text', { required: true, max: 100 }),
      field('hazardProcess', '重点监管危险化工工艺', 'option', {
        options: options(
          '01 光气及光气化 02 电解(氯碱) 03 氯化 04 硝化 05 合成氨 06 裂解(裂化) 07 氟化 08 加氢 09 重氮化 10 氧化 11 过氧化 12 胺基化 13 磺化 14 聚合 15 烷基化 16 新型煤化工 17 电石生产 18 偶氮化',
        ),
      }),
      field('medium', '主要介质', 'text', { max: 200 }),
      field('autoControl', '自动化控制方式', 'option', { options: options('1 手动 2 PLC 3 DCS 4 DCS+SIS') }),
      field('sis', '是否设 SIS', 'boolean'),
      field('persons', '现场人数', 'integer', { unit: '人' }),
      field('limitedSpaceCount', '有限空间数量', 'integer'),
      field('dustExplosion', '涉粉作业', 'boolean'),
      field('state', '状态', 'option', { options: equipmentStates }),
    ],
  },
  {
    kind: 'chemical',
    title: '危险化学品',
    part: 'safety',
    table: 'T07',
    fields: [
      field('chemicalName', '品名', 'text', { required: true, max: 200 }),
      field('cas', 'CAS 号', 'text', { max: 12 }),
      field('role', '环节', 'option', { options: options('1 生产 2 使用 3 经营 4 储存 5 进口 6 运输 7 废弃') }),
      field('physicalState', '物态', 'option', { options: options('1 气 2 液 3 固 4 液化气 5 溶液 6 浆膏') }),
      field('isPriority', '重点监管危化品', 'boolean'),
      field('isToxic', '剧毒', 'boolean'),
      field('isExplosivePrecursor', '易制爆', 'boolean'),
      field('annualOutputTonnes', '年产量', 'number', { unit: 't' }),
      field('annualUseTonnes', '年使用量', 'number', { unit: 't' }),
      field('maxStorageTonnes', '最大储量', 'number', { unit: 't', required: true }),
      field('storageMode', '储存方式', 'option', {
        options: options('1 储罐 2 仓库 3 气瓶 4 桶装 5 袋装 6 气柜 7 堆场'),
      }),
      field('storagePlace', '储存地点', 'text', { max: 100 }),
      field('registerNumber', '危化品登记号', 'text', { max: 30 }),
    ],
  },
  {
    kind: 'storage',
    title: '储罐与仓库',
    part: 'safety',
    table: 'T08',
    fields: [
      field('storeNumber', '编号', 'text', { required: true, max: 50 }),
      field('storeName', '名称', 'text', { required: true, max: 100 }),
      field('storeKind', '类型', 'option', { options: options('1 储罐 2 仓库 3 气柜 4 堆场 5 槽车位') }),
      field('mediumName', '储存介质', 'text', { required: true, max: 200 }),
      field('volumeM3', '设计容积', 'number', { unit: 'm³' }),
      field('fillRatio', '充装系数', 'number'),
      field('densityTonnesPerM3', '密度', 'number', { unit: 't/m³' }),
      field('designTonnes', '设计最大量', 'number', { unit: 't' }),
      field('fireClass', '火灾危险性', 'option', { options: options('甲 甲类 乙 乙类 丙 丙类 丁 丁类 戊 戊类') }),
      field('shutoff', '紧急切断', 'boolean'),
      field('gasDetectors', '气体探测器', 'integer', { unit: '台' }),
    ],
  },
  {
    kind: 'training',
    title: '教育培训',
    part: 'safety',
    table: 'T28',
    fields: [
      field('courseName', '培训名称', 'text', { required: true, max: 200 }),
      field('trainingKind', '培训类型', 'option', {
        options: options(
          '01 三级教育 02 年度再培训 03 负责人 04 安全管理人员 05 特种作业 06 四新 07 转岗复工 08 承包商 99 其他',
        ),
      }),
      field('startedOn', '开始日期', 'date', { required: true }),
      field('hours', '学时', 'number'),
      field('trainees', '人数', 'integer', { unit: '人' }),
      field('passed', '合格人数', 'integer', { unit: '人' }),
    ],
  },
  {
    kind: 'safety_input',
    title: '安全投入',
    part: 'safety',
    table: 'T03',
    fields: [
      field('year', '年度', 'integer', { required: true }),
      field('purpose', '用途', 'text', { required: true, max: 200 }),
      field('amountWan', '金额', 'number', { unit: '万元', required: true }),
      field('spentOn', '支出日期', 'date'),
    ],
  },
  {
    kind: 'pledge',
    title: '安全承诺',
    part: 'safety',
    table: 'T31',
    fields: [
      field('pledgedOn', '承诺日期', 'date', { required: true }),
      field('pledgedBy', '承诺人', 'text', { required: true, max: 50, personal: 'name' }),
      field('content', '承诺内容', 'text', { required: true, max: 4000 }),
      field('validTo', '有效期止', 'date'),
    ],
  },
  {
    kind: 'licence',
    title: '证照',
    part: 'licence',
    table: 'T14',
    fields: [
      field('licenceKind', '证照类型', 'option', {
        required: true,
        options: options(
          'BL 营业执照 AQ 安全生产许可证 WH 危险化学品经营许可证 SY 危险化学品安全使用许可证 YH 烟花爆竹经营许可证 ZP 危化品登记证 YS 道路运输经营许可证 GC 工业产品生产许可证 PW 排污许可证 99 其他',
        ),
      }),
      field('licenceNumber', '证照编号', 'text', { required: true, max: 60 }),
      field('issuer', '发证机关', 'text', { max: 100 }),
      field('scope', '许可范围', 'text', { max: 4000 }),
      field('issuedOn', '发证日期', 'date'),
      field('validFrom', '有效期起', 'date'),
      field('validTo', '有效期止', 'date', { required: true }),
      field('state', '状态', 'option', { options: licenceStates }),
    ],
  },
  {
    kind: 'standardization',
    title: '安全标准化',
    part: 'licence',
    table: 'T18',
    fields: [
      field('certificateNumber', '证书编号', 'text', { required: true, max: 50 }),
      field('grade', '等级', 'option', { required: true, options: options('1 一级 2 二级 3 三级 4 小微') }),
      field('score', '评审得分', 'number'),
      field('reviewBody', '评审单位', 'text', { max: 100 }),
      field('ratingAuthority', '定级部门', 'text', { max: 100 }),
      field('approvedOn', '公告日期', 'date', { required: true }),
      field('validTo', '有效期止', 'date', { required: true }),
      field('state', '状态', 'option', { options: licenceStates }),
    ],
  },
  {
    kind: 'occupational_hazard',
    title: '职业病危害因素',
    part: 'occupational',
    table: 'T13',
    fields: [
      field('factorKind', '危害因素类别', 'option', {
        required: true,
        options: options('1 粉尘 2 化学 3 物理 4 放射性 5 生物 9 其他'),
      }),
      field('factorName', '危害因素名称', 'text', { required: true, max: 100 }),
      field('workplace', '作业场所', 'text', { required: true, max: 100 }),
      field('post', '接触岗位', 'text', { max: 100 }),
      field('exposedCount', '接触人数', 'integer', { unit: '人', required: true }),
      field('declaredOn', '申报日期', 'date'),
      field('testedOn', '检测日期', 'date'),
      field('testValue', '检测结果', 'number'),
      field('limitValue', '限值', 'number'),
      field('testUnit', '单位', 'text', { max: 16 }),
      field('examDueCount', '应检人数', 'integer', { unit: '人' }),
      field('examDoneCount', '实检人数', 'integer', { unit: '人' }),
      field('diseaseCount', '职业病人数', 'integer', { unit: '人' }),
    ],
  },
  {
    kind: 'emergency_plan',
    title: '应急预案',
    part: 'emergency',
    table: 'T15',
    fields: [
      field('planName', '预案名称', 'text', { required: true, max: 200 }),
      field('planKind', '预案类型', 'option', {
        required: true,
        options: options('1 综合 2 专项 3 现场处置方案 4 应急处置卡'),
      }),
      field('versionNumber', '版本', 'text', { max: 20 }),
      field('publishedOn', '公布日期', 'date', { required: true }),
      field('filingNumber', '备案编号', 'text', { max: 50 }),
      field('filedOn', '备案日期', 'date'),
      field('assessDue', '评估到期', 'date'),
    ],
  },
  {
    kind: 'drill',
    title: '应急演练',
    part: 'emergency',
    table: 'T16',
    fields: [
      field('theme', '演练科目', 'text', { required: true, max: 200 }),
      field('drillKind', '演练形式', 'option', { options: options('1 桌面 2 实战(功能) 3 全面 4 双盲') }),
      field('heldOn', '演练日期', 'date', { required: true }),
      field('place', '地点', 'text', { max: 200 }),
      field('participants', '参演人数', 'integer', { unit: '人' }),
      field('evaluation', '评估结论', 'option', { options: options('1 优 2 良 3 合格 4 不合格') }),
      field('problems', '存在问题', 'text', { max: 4000 }),
    ],
  },
  {
    kind: 'emergency_resource',
    title: '应急资源',
    part: 'emergency',
    table: 'T17',
    fields: [
      field('resourceKind', '资源类别', 'option', {
        required: true,
        options: options('01 队伍 02 物资 03 装备 04 避难场所 05 专家 06 医疗 07 车辆 08 通信 09 消防水源 10 防护目标'),
      }),
      field('resourceName', '名称', 'text', { required: true, max: 100 }),
      field('quantity', '数量', 'number', { required: true }),
      field('unit', '单位', 'text', { max: 16 }),
      field('keeper', '保管人', 'text', { max: 50, personal: 'name' }),
      field('keeperPhone', '保管人电话', 'phone', { personal: 'phone' }),
      field('expiresOn', '有效期', 'date'),
      field('checkedOn', '检查日期', 'date'),
    ],
  },
]

/** Declaration of a ledger; undefined for a kind the file does not have. */
export const findLedger = (kind: string): Ledger | undefined => ledgers.find((ledger) => ledger.kind === kind)

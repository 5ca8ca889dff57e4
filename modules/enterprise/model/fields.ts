import type { CodeListName } from './codes.ts'

/**
 * The fields of the enterprise register, declared once: label, kind, bounds, how offices head the column, whether the
 * value is personal, and for key fields how long a confirmation stays good. Form, import, export, history, masking and
 * freshness all read this table. Names follow T01 of the exchange catalogue and the glossary.
 */
export interface Field {
  key: string
  label: string
  type:
    | 'text'
    | 'uscc'
    | 'phone'
    | 'industry'
    | 'code'
    | 'codes'
    | 'date'
    | 'number'
    | 'integer'
    | 'boolean'
    | 'lng'
    | 'lat'
  list?: CodeListName
  /** Longest text, in characters. */
  max?: number
  unit?: string
  /** Personal data: shown masked unless a duty needs it. */
  personal?: 'name' | 'phone'
  /** Days a confirmation of a key field stays good. */
  freshDays?: number
  /** Whether the enterprise itself may propose another value. */
  own?: boolean
  required?: boolean
  /** Heads seen on offices' spreadsheets. */
  heads: readonly string[]
  part: 'base' | 'industry'
}

export const fields = [
  {
    key: 'name',
    label: '企业名称',
    type: 'text',
    max: 200,
    required: true,
    part: 'base',
    heads: ['企业名称', '单位名称', '名称', '企业全称', '生产经营单位名称', '公司名称', '单位全称', '被检查单位'],
  },
  {
    key: 'creditCode',
    label: '统一社会信用代码',
    type: 'uscc',
    part: 'base',
    heads: [
      '统一社会信用代码',
      '信用代码',
      '社会信用代码',
      '统一信用代码',
      '组织机构代码/统一社会信用代码',
      '营业执照号',
      '统一社会信用代码(组织机构代码)',
      '注册号',
    ],
  },
  { key: 'siteNo', label: '厂区序号', type: 'integer', part: 'base', heads: ['厂区序号', '场所序号'] },
  { key: 'formerName', label: '曾用名', type: 'text', max: 200, own: true, part: 'base', heads: ['曾用名', '原名称'] },
  {
    key: 'entKind',
    label: '主体类别',
    type: 'code',
    list: 'entKind',
    part: 'base',
    heads: ['主体类别', '单位类型', '企业性质', '单位性质'],
  },
  {
    key: 'parentCreditCode',
    label: '上级法人代码',
    type: 'uscc',
    part: 'base',
    heads: ['上级法人代码', '母公司代码', '上级单位代码'],
  },
  {
    key: 'groupName',
    label: '所属集团',
    type: 'text',
    max: 100,
    part: 'base',
    own: true,
    heads: ['所属集团', '集团名称', '上级公司'],
  },
  {
    key: 'adminLevel',
    label: '隶属关系',
    type: 'code',
    list: 'adminLevel',
    part: 'base',
    heads: ['隶属关系', '行政隶属关系'],
  },
  {
    key: 'establishedOn',
    label: '成立日期',
    type: 'date',
    part: 'base',
    heads: ['成立日期', '成立时间', '注册日期', '开业日期', '建厂时间'],
  },
  {
    key: 'registeredCapitalWan',
    label: '注册资本',
    unit: '万元',
    type: 'number',
    part: 'base',
    heads: ['注册资本', '注册资金', '注册资本(万元)'],
  },
  {
    key: 'registeredAddress',
    label: '注册地址',
    type: 'text',
    max: 300,
    own: true,
    part: 'base',
    heads: ['注册地址', '住所', '登记住所', '工商注册地址'],
  },
  {
    key: 'address',
    label: '生产经营地址',
    type: 'text',
    max: 300,
    own: true,
    freshDays: 365,
    part: 'base',
    heads: ['生产经营地址', '经营地址', '地址', '详细地址', '单位地址', '企业地址', '生产地址', '厂址', '实际地址'],
  },
  {
    key: 'lng',
    label: '经度',
    type: 'lng',
    part: 'base',
    own: true,
    heads: ['经度', '经度(E)', 'lng', 'longitude', '东经'],
  },
  {
    key: 'lat',
    label: '纬度',
    type: 'lat',
    part: 'base',
    own: true,
    heads: ['纬度', '纬度(N)', 'lat', 'latitude', '北纬'],
  },
  {
    key: 'businessScope',
    label: '经营范围',
    type: 'text',
    max: 4000,
    own: true,
    part: 'base',
    heads: ['经营范围', '主营业务', '主要产品'],
  },
  {
    key: 'legalRepresentative',
    label: '法定代表人',
    type: 'text',
    max: 50,
    personal: 'name',
    own: true,
    part: 'base',
    heads: ['法定代表人', '法人代表', '法人', '法人姓名', '企业法人'],
  },
  {
    key: 'legalRepresentativePhone',
    label: '法定代表人电话',
    type: 'phone',
    personal: 'phone',
    own: true,
    part: 'base',
    heads: ['法定代表人电话', '法人电话', '法人联系电话', '法人代表电话', '法人手机'],
  },
  {
    key: 'principal',
    label: '主要负责人',
    type: 'text',
    max: 50,
    personal: 'name',
    own: true,
    freshDays: 180,
    part: 'base',
    heads: ['主要负责人', '负责人', '单位负责人', '企业负责人', '主要负责人姓名', '实际控制人'],
  },
  {
    key: 'principalPhone',
    label: '主要负责人手机',
    type: 'phone',
    personal: 'phone',
    own: true,
    freshDays: 180,
    part: 'base',
    heads: ['主要负责人手机', '负责人电话', '主要负责人电话', '负责人联系电话', '负责人手机', '主要负责人联系电话'],
  },
  {
    key: 'safetyDirector',
    label: '安全负责人',
    type: 'text',
    max: 50,
    personal: 'name',
    own: true,
    freshDays: 180,
    part: 'base',
    heads: ['安全负责人', '分管负责人', '安全总监', '安全主管', '安全分管负责人', '安全管理负责人'],
  },
  {
    key: 'safetyDirectorPhone',
    label: '安全负责人手机',
    type: 'phone',
    personal: 'phone',
    own: true,
    freshDays: 180,
    part: 'base',
    heads: ['安全负责人手机', '安全负责人电话', '分管负责人电话', '安全总监电话', '安全负责人联系电话'],
  },
  {
    key: 'contact',
    label: '联系人',
    type: 'text',
    max: 50,
    personal: 'name',
    own: true,
    freshDays: 90,
    part: 'base',
    heads: ['联系人', '安全联系人', '联络员', '联系人姓名', '安全管理人员', '安全员'],
  },
  {
    key: 'contactPhone',
    label: '联系电话',
    type: 'phone',
    personal: 'phone',
    own: true,
    freshDays: 90,
    part: 'base',
    heads: ['联系电话', '联系人电话', '电话', '手机', '手机号', '联系方式', '手机号码', '电话号码', '安全员电话'],
  },
  {
    key: 'dutyPhone',
    label: '值班电话',
    type: 'phone',
    own: true,
    part: 'base',
    heads: ['值班电话', '24小时值班电话', '应急电话'],
  },
  {
    key: 'operatingState',
    label: '经营状态',
    type: 'code',
    list: 'operatingState',
    required: true,
    own: true,
    freshDays: 90,
    part: 'base',
    heads: ['经营状态', '生产状态', '企业状态', '状态', '运营状态', '生产经营状态', '营业状态', '是否停产'],
  },
  {
    key: 'industryCode',
    label: '国民经济行业',
    type: 'industry',
    freshDays: 365,
    own: true,
    part: 'industry',
    heads: ['国民经济行业', '行业代码', '国民经济行业代码', '行业', '所属行业', '行业类别', '国民经济行业分类'],
  },
  {
    key: 'regulatorClasses',
    label: '监管行业',
    type: 'codes',
    list: 'regulatorClass',
    part: 'industry',
    heads: ['监管行业', '监管分类', '行业监管分类', '行业领域', '所属领域', '监管类别', '企业类别'],
  },
  {
    key: 'superviseCategory',
    label: '监管门类',
    type: 'code',
    list: 'superviseCategory',
    part: 'industry',
    heads: ['监管门类', '监管大类'],
  },
  {
    key: 'superviseLevel',
    label: '监管层级',
    type: 'code',
    list: 'superviseLevel',
    part: 'industry',
    heads: ['监管层级', '监管级别'],
  },
  {
    key: 'superviseDept',
    label: '监管部门',
    type: 'text',
    max: 100,
    part: 'industry',
    heads: ['监管部门', '主管部门', '行业主管部门'],
  },
  {
    key: 'scale',
    label: '企业规模',
    type: 'code',
    list: 'scale',
    part: 'industry',
    heads: ['企业规模', '规模', '规模类型'],
  },
  {
    key: 'aboveDesignated',
    label: '规模以上',
    type: 'boolean',
    part: 'industry',
    heads: ['规模以上', '是否规上', '规上企业', '是否规模以上企业', '是否规模以上'],
  },
  {
    key: 'staffCount',
    label: '从业人员',
    unit: '人',
    type: 'integer',
    own: true,
    part: 'industry',
    heads: ['从业人员', '从业人员数', '员工人数', '职工人数', '人数', '从业人数', '员工数', '从业人员(人)', '职工总数'],
  },
  {
    key: 'annualRevenueWan',
    label: '上年营业收入',
    unit: '万元',
    type: 'number',
    own: true,
    part: 'industry',
    heads: ['上年营业收入', '营业收入', '年营业收入', '年产值', '营业收入(万元)', '上年营业收入(万元)'],
  },
  {
    key: 'totalAssetsWan',
    label: '资产总额',
    unit: '万元',
    type: 'number',
    own: true,
    part: 'industry',
    heads: ['资产总额', '总资产', '资产总额(万元)'],
  },
  {
    key: 'landAreaM2',
    label: '占地面积',
    unit: 'm²',
    type: 'number',
    own: true,
    part: 'industry',
    heads: ['占地面积', '占地面积(m2)', '占地面积(平方米)'],
  },
  {
    key: 'riskLevel',
    label: '风险等级',
    type: 'code',
    list: 'riskLevel',
    part: 'industry',
    heads: ['风险等级', '风险级别', '安全风险等级', '风险分级'],
  },
  {
    key: 'dangerClasses',
    label: '危险性类别',
    type: 'codes',
    list: 'dangerClass',
    part: 'industry',
    heads: ['危险性类别', '涉及危险', '重点环节'],
  },
  {
    key: 'standardizationGrade',
    label: '标准化等级',
    type: 'code',
    list: 'standardizationGrade',
    part: 'industry',
    heads: ['标准化等级', '安全标准化等级', '标准化级别', '安全生产标准化等级'],
  },
  {
    key: 'creditGrade',
    label: '诚信等级',
    type: 'code',
    list: 'creditGrade',
    part: 'industry',
    heads: ['诚信等级', '信用等级'],
  },
  {
    key: 'inPark',
    label: '是否在园区',
    type: 'boolean',
    part: 'industry',
    own: true,
    heads: ['是否在园区', '是否园区企业', '园区企业'],
  },
  {
    key: 'parkName',
    label: '园区名称',
    type: 'text',
    max: 100,
    part: 'industry',
    own: true,
    heads: ['园区名称', '所属园区', '园区'],
  },
  {
    key: 'factoryInFactory',
    label: '厂中厂',
    type: 'boolean',
    part: 'industry',
    own: true,
    heads: ['厂中厂', '是否厂中厂'],
  },
] as const satisfies readonly Field[]

export type FieldKey = (typeof fields)[number]['key']

const byKey = new Map<string, Field>(fields.map((field) => [field.key, field]))

/** Declaration of a field; throws for a name the register does not have. */
export function fieldOf(key: string): Field {
  const field = byKey.get(key)
  if (!field) throw new Error(`no such field: ${key}`)
  return field
}

/** Key fields (关键字段): those whose confirmation ages. */
export const keyFields = (fields as readonly Field[]).filter((field) => field.freshDays !== undefined)

import { Button } from 'antd'
import { usePart } from '#kernel/ui/address.ts'
import { isoDate } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { riskWords } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type ControlKind, controlDuties, controlKinds } from '../../model/codes.ts'
import { markLevel, type RiskFile, useRiskFile } from '../api.ts'
import '../risk.css'

/** The card that hangs at the place (岗位安全风险告知卡): one sheet of paper, printed from here. */
export function RiskCardPage() {
  const id = usePart('id')
  const read = useRiskFile(id)
  useTitle(read.data ? `告知卡 ${read.data.name}` : '告知卡')
  if (read.error) return <ProblemPanel whole error={read.error} retry={() => void read.refetch()} />
  if (!read.data) return <Waiting lines={8} />
  return (
    <div className="ag-page">
      <PageHead
        trail={
          <>
            <To to="/risks">风险点</To> / <To to={`/risks/${id}`}>{read.data.name}</To>
          </>
        }
        meta="打印在一张 A4 纸上，贴在现场看得见的地方。等级或措施变了要重新打印。"
        acts={
          <Button type="primary" icon={<Icon name="print" />} onClick={() => window.print()}>
            打印
          </Button>
        }
      >
        风险告知卡
      </PageHead>
      <Card file={read.data} />
    </div>
  )
}

function Card({ file }: { file: RiskFile }) {
  const ofKind = (kind: ControlKind) => file.items.filter((control) => control.kind === kind)
  const emergency = ofKind('emergency')
  const kinds = (Object.keys(controlKinds) as ControlKind[]).filter(
    (kind) => kind !== 'emergency' && ofKind(kind).length > 0,
  )
  return (
    <article className="ag-notice-card" data-level={file.level}>
      <header>
        <h2>岗位安全风险告知卡</h2>
        <strong>{riskWords(markLevel(file.level))}</strong>
      </header>
      <table>
        <tbody>
          <tr>
            <th scope="row">风险点</th>
            <td>{file.name}</td>
            <th scope="row">部位</th>
            <td>{file.unit}</td>
          </tr>
          <tr>
            <th scope="row">作业活动</th>
            <td>{file.activity}</td>
            <th scope="row">可能的事故</th>
            <td>{file.accidentTypeName}</td>
          </tr>
          <tr>
            <th scope="row">危险有害因素</th>
            <td colSpan={3}>{file.factor}</td>
          </tr>
          {kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{controlKinds[kind]}</th>
              <td colSpan={3}>
                <ol>
                  {ofKind(kind).map(({ id, text }) => (
                    <li key={id}>{text}</li>
                  ))}
                </ol>
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">应急处置</th>
            <td colSpan={3}>
              {emergency.length > 0 ? (
                <ol>
                  {emergency.map(({ id, text }) => (
                    <li key={id}>{text}</li>
                  ))}
                </ol>
              ) : (
                '立即停止作业，撤到安全地点，报告责任人'
              )}
            </td>
          </tr>
          <tr>
            <th scope="row">管控层级</th>
            <td>{controlDuties[file.level].layer}</td>
            <th scope="row">责任人</th>
            <td>
              {file.controller} {file.controllerPhone}
            </td>
          </tr>
          <tr>
            <th scope="row">应急电话</th>
            <td>火警 119　急救 120　报警 110</td>
            <th scope="row">评估日期</th>
            <td>{file.gradedOn}</td>
          </tr>
        </tbody>
      </table>
      <footer>
        <span>{file.objectName}</span>
        <span>{isoDate(new Date())} 印</span>
      </footer>
    </article>
  )
}

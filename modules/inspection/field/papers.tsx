import { PapersPage } from '#modules/legal-document/field/papers.tsx'
import type { PageProps } from './inspect.tsx'
import { wantsOf } from './visit-papers.ts'

/** The documents of a visit, after what was decided on site. */
export default function VisitPapersPage({ one, site, visit, change, onBack }: PageProps) {
  return (
    <PapersPage
      title={site.objectName}
      kind="inspection"
      caseId={one.id}
      wants={wantsOf(one, site, visit)}
      done={{ label: '文书出好了', act: () => change({ step: 'done' }) }}
      onBack={onBack}
    />
  )
}

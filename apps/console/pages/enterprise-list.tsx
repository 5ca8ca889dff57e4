import { EnterpriseListPage as ListPage } from '#modules/enterprise/console/pages/list.tsx'
import { PrintPlates } from '#modules/plate/console/parts/print-plates.tsx'

/** The register as a list, with what other rooms do for many enterprises at once. */
export function EnterpriseListPage() {
  return <ListPage acts={(pathFor) => <PrintPlates path={pathFor} />} />
}

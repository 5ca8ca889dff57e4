import { Input } from 'antd'
import { Sheet } from '#kernel/ui/parts.tsx'
import type { Visit } from '../use-visit.ts'
import { SignaturePad } from './signature-pad.tsx'

/** What is left to say, and who signed. */
export function Leaving({ visit: { draft, place } }: { visit: Visit }) {
  return (
    <Sheet title="三　说明和签名">
      <div className="ag-pad ag-stack">
        <div className="ag-field">
          <label htmlFor="visit-note">
            说明<span className="ag-pale ag-optional">选填</span>
          </label>
          <Input.TextArea
            id="visit-note"
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={1000}
            value={draft.note}
            onChange={({ target }) => draft.set('note', target.value)}
          />
        </div>
        <div className="ag-field">
          <label htmlFor="visit-met">
            在场的人<span className="ag-pale ag-optional">选填</span>
          </label>
          <Input
            id="visit-met"
            maxLength={50}
            placeholder="对方谁在场"
            value={draft.metBy}
            onChange={({ target }) => draft.set('metBy', target.value)}
          />
        </div>
        <div className="ag-field">
          <span className="ag-field-label">
            签名<span className="ag-pale ag-optional">选填</span>
          </span>
          <SignaturePad place={place} value={draft.signature} onChange={(fileId) => draft.set('signature', fileId)} />
        </div>
      </div>
    </Sheet>
  )
}

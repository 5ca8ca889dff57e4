import { CasePage } from '#kernel/cases/console/pages/case.tsx'
import { eventFace } from '../face.tsx'
import '../event.css'

/** One event. */
export const EventPage = () => <CasePage face={eventFace} />

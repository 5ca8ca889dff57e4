import { CasePage } from '#kernel/cases/console/pages/case.tsx'
import { taskFace } from '../face.tsx'
import '../task.css'

/** One task. */
export const TaskPage = () => <CasePage face={taskFace} />

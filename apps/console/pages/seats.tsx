import { SeatsPage as Seats } from '#kernel/identity/console/pages/seats.tsx'
import { AuthorizationForm } from '#modules/grid/console/parts/authorization-form.tsx'

/** Seats, each with what the grid module lets one write down about it. */
export function SeatsPage() {
  return <Seats more={(seat, may) => may('grid.assign') && <AuthorizationForm seatId={seat.id} />} />
}

import {
  type AnyRoute,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouteComponent,
} from '@tanstack/react-router'
import { parseSearch, stringifySearch } from '#kernel/ui/address.ts'
import { ProblemPanel } from '#kernel/ui/parts.tsx'
import { Missing } from './pages/missing.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { Shell } from './shell/shell.tsx'

const root = createRootRoute({ notFoundComponent: Missing })

const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage })

/** Anyone may check a draw: no account is asked for. */
const drawCheck = createRoute({
  getParentRoute: () => root,
  path: '/draw-check',
  component: lazyRouteComponent(() => import('#modules/inspection/console/pages/draw-check.tsx'), 'DrawCheckPage'),
})

/** Whoever holds a document may check it; nobody signs in for that. */
const documentCheck = createRoute({
  getParentRoute: () => root,
  path: '/document-check',
  component: lazyRouteComponent(() => import('#modules/legal-document/console/pages/check.tsx'), 'DocumentCheckPage'),
})

/** Whoever scans the plate of an enterprise: nobody signs in to learn whom to call. */
const plate = createRoute({
  getParentRoute: () => root,
  path: '/plate/$code',
  component: lazyRouteComponent(() => import('#modules/plate/console/pages/shown.tsx'), 'PlatePage'),
})

/** Anyone may read the penalties that are published. */
const penalties = createRoute({
  getParentRoute: () => root,
  path: '/penalties',
  component: lazyRouteComponent(
    () => import('#modules/enforcement-case/console/pages/public.tsx'),
    'PublicPenaltiesPage',
  ),
})

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

const page = (path: string, component: RouteComponent): AnyRoute =>
  createRoute({ getParentRoute: () => shell, path, component }) as unknown as AnyRoute

const pages = [
  page(
    '/',
    lazyRouteComponent(() => import('./pages/home.tsx'), 'Home'),
  ),
  page(
    '/enterprises',
    lazyRouteComponent(() => import('./pages/enterprise-list.tsx'), 'EnterpriseListPage'),
  ),
  page(
    '/enterprises/$id',
    lazyRouteComponent(() => import('./pages/enterprise-file.tsx'), 'EnterpriseFilePage'),
  ),
  page(
    '/grids/$code',
    lazyRouteComponent(() => import('#modules/grid/console/pages/grid.tsx'), 'GridPage'),
  ),
  page(
    '/grids/$code/boundaries',
    lazyRouteComponent(() => import('#modules/grid/console/pages/boundaries.tsx'), 'BoundariesPage'),
  ),
  page(
    '/grid-plans/$id',
    lazyRouteComponent(() => import('#modules/grid/console/pages/plan.tsx'), 'PlanPage'),
  ),
  page(
    '/supervised-places',
    lazyRouteComponent(() => import('#modules/grid/console/pages/places.tsx'), 'PlacesPage'),
  ),
  page(
    '/responsibility-grids',
    lazyRouteComponent(() => import('#modules/grid/console/pages/responsibility.tsx'), 'ResponsibilityPage'),
  ),
  page(
    '/map',
    lazyRouteComponent(() => import('./pages/map.tsx'), 'MapPage'),
  ),
  page(
    '/enterprises/new',
    lazyRouteComponent(() => import('#modules/enterprise/console/pages/create.tsx'), 'CreateEnterprisePage'),
  ),
  page(
    '/enterprise-imports',
    lazyRouteComponent(() => import('#modules/enterprise/console/pages/imports.tsx'), 'ImportsPage'),
  ),
  page(
    '/enterprise-imports/$id',
    lazyRouteComponent(() => import('#modules/enterprise/console/pages/import.tsx'), 'ImportPage'),
  ),
  page(
    '/enterprise-changes',
    lazyRouteComponent(() => import('#modules/enterprise/console/pages/changes.tsx'), 'ChangesPage'),
  ),
  page(
    '/me/sessions',
    lazyRouteComponent(() => import('#kernel/identity/console/pages/sessions.tsx'), 'SessionsPage'),
  ),
  page(
    '/me/password',
    lazyRouteComponent(() => import('#kernel/identity/console/pages/password.tsx'), 'PasswordPage'),
  ),
  page(
    '/me/second-factor',
    lazyRouteComponent(() => import('#kernel/identity/console/pages/second-factor.tsx'), 'SecondFactorPage'),
  ),
  page(
    '/me/stand-in',
    lazyRouteComponent(() => import('#kernel/identity/console/pages/stand-in.tsx'), 'StandInPage'),
  ),
  page(
    '/settings',
    lazyRouteComponent(() => import('#kernel/settings/console/pages/settings.tsx'), 'SettingsPage'),
  ),
  page(
    '/inbox',
    lazyRouteComponent(() => import('#kernel/messages/console/pages/inbox.tsx'), 'InboxPage'),
  ),
  page(
    '/outbox',
    lazyRouteComponent(() => import('#kernel/messages/console/pages/outbox.tsx'), 'OutboxPage'),
  ),
  page(
    '/audit',
    lazyRouteComponent(() => import('./pages/audit.tsx'), 'AuditPage'),
  ),
  page(
    '/people',
    lazyRouteComponent(() => import('#kernel/identity/console/pages/people.tsx'), 'PeoplePage'),
  ),
  page(
    '/seats',
    lazyRouteComponent(() => import('./pages/seats.tsx'), 'SeatsPage'),
  ),
  page(
    '/enterprise-doubles',
    lazyRouteComponent(() => import('#modules/enterprise/console/pages/doubles.tsx'), 'DoublesPage'),
  ),
  page(
    '/cases',
    lazyRouteComponent(() => import('./pages/cases.tsx'), 'Cases'),
  ),
  page(
    '/cases/$id/dossier',
    lazyRouteComponent(() => import('./pages/dossier.tsx'), 'Dossier'),
  ),
  page(
    '/hazards',
    lazyRouteComponent(() => import('#modules/hazard/console/pages/list.tsx'), 'HazardListPage'),
  ),
  page(
    '/hazards/report',
    lazyRouteComponent(() => import('#modules/hazard/console/pages/report.tsx'), 'ReportHazardPage'),
  ),
  page(
    '/hazards/register',
    lazyRouteComponent(() => import('#modules/hazard/console/pages/register.tsx'), 'RegisterHazardPage'),
  ),
  page(
    '/hazards/figures',
    lazyRouteComponent(() => import('#modules/hazard/console/pages/figures.tsx'), 'HazardFiguresPage'),
  ),
  page(
    '/hazards/$id',
    lazyRouteComponent(() => import('#modules/hazard/console/pages/detail.tsx'), 'HazardPage'),
  ),
  page(
    '/self-checks',
    lazyRouteComponent(() => import('#modules/self-check/console/pages/list.tsx'), 'SelfCheckListPage'),
  ),
  page(
    '/self-checks/$id',
    lazyRouteComponent(() => import('#modules/self-check/console/pages/check.tsx'), 'SelfCheckPage'),
  ),
  page(
    '/risks',
    lazyRouteComponent(() => import('#modules/risk/console/pages/list.tsx'), 'RiskListPage'),
  ),
  page(
    '/risks/map',
    lazyRouteComponent(() => import('#modules/risk/console/pages/map.tsx'), 'RiskMapPage'),
  ),
  page(
    '/risks/new',
    lazyRouteComponent(() => import('#modules/risk/console/pages/new.tsx'), 'NewRiskPage'),
  ),
  page(
    '/risks/$id',
    lazyRouteComponent(() => import('#modules/risk/console/pages/detail.tsx'), 'RiskPage'),
  ),
  page(
    '/risks/$id/card',
    lazyRouteComponent(() => import('#modules/risk/console/pages/card.tsx'), 'RiskCardPage'),
  ),
  page(
    '/monitoring',
    lazyRouteComponent(() => import('#modules/monitoring/console/pages/overview.tsx'), 'MonitoringPage'),
  ),
  page(
    '/monitoring/own',
    lazyRouteComponent(() => import('#modules/monitoring/console/pages/plant.tsx'), 'OwnPlantPage'),
  ),
  page(
    '/monitoring/points',
    lazyRouteComponent(() => import('#modules/monitoring/console/pages/points.tsx'), 'PointListPage'),
  ),
  page(
    '/monitoring/quality',
    lazyRouteComponent(() => import('#modules/monitoring/console/pages/quality.tsx'), 'AlarmQualityPage'),
  ),
  page(
    '/monitoring/compare',
    lazyRouteComponent(() => import('#modules/monitoring/console/pages/compare.tsx'), 'ComparePage'),
  ),
  page(
    '/monitoring/plants/$id',
    lazyRouteComponent(() => import('#modules/monitoring/console/pages/plant.tsx'), 'PlantPage'),
  ),
  page(
    '/monitoring/points/$id',
    lazyRouteComponent(() => import('#modules/monitoring/console/pages/point.tsx'), 'PointPage'),
  ),
  page(
    '/alarms',
    lazyRouteComponent(() => import('#modules/monitoring/console/pages/alarms.tsx'), 'AlarmListPage'),
  ),
  page(
    '/alarms/$id',
    lazyRouteComponent(() => import('#modules/monitoring/console/pages/alarm.tsx'), 'AlarmPage'),
  ),
  page(
    '/vehicles',
    lazyRouteComponent(() => import('#modules/vehicle/console/pages/list.tsx'), 'VehicleListPage'),
  ),
  page(
    '/vehicles/map',
    lazyRouteComponent(() => import('#modules/vehicle/console/pages/map.tsx'), 'VehicleMapPage'),
  ),
  page(
    '/vehicles/$id',
    lazyRouteComponent(() => import('#modules/vehicle/console/pages/detail.tsx'), 'VehiclePage'),
  ),
  page(
    '/fences',
    lazyRouteComponent(() => import('#modules/vehicle/console/pages/fences.tsx'), 'FencePage'),
  ),
  page(
    '/tasks',
    lazyRouteComponent(() => import('#modules/task/console/pages/list.tsx'), 'TaskListPage'),
  ),
  page(
    '/tasks/new',
    lazyRouteComponent(() => import('#modules/task/console/pages/new.tsx'), 'NewTaskPage'),
  ),
  page(
    '/tasks/assessment',
    lazyRouteComponent(() => import('#modules/task/console/pages/assessment.tsx'), 'TaskAssessmentPage'),
  ),
  page(
    '/tasks/templates',
    lazyRouteComponent(() => import('#modules/task/console/pages/templates.tsx'), 'TaskTemplatesPage'),
  ),
  page(
    '/tasks/$id',
    lazyRouteComponent(() => import('#modules/task/console/pages/detail.tsx'), 'TaskPage'),
  ),
  page(
    '/events',
    lazyRouteComponent(() => import('#modules/event/console/pages/list.tsx'), 'EventListPage'),
  ),
  page(
    '/events/register',
    lazyRouteComponent(() => import('#modules/event/console/pages/register.tsx'), 'RegisterEventPage'),
  ),
  page(
    '/events/figures',
    lazyRouteComponent(() => import('#modules/event/console/pages/figures.tsx'), 'EventFiguresPage'),
  ),
  page(
    '/events/$id',
    lazyRouteComponent(() => import('#modules/event/console/pages/detail.tsx'), 'EventPage'),
  ),
  page(
    '/measures',
    lazyRouteComponent(() => import('#modules/measure/console/pages/list.tsx'), 'MeasureListPage'),
  ),
  page(
    '/measures/propose',
    lazyRouteComponent(() => import('#modules/measure/console/pages/open.tsx'), 'ProposeMeasurePage'),
  ),
  page(
    '/measures/take',
    lazyRouteComponent(() => import('#modules/measure/console/pages/open.tsx'), 'TakeMeasurePage'),
  ),
  page(
    '/measures/$id',
    lazyRouteComponent(() => import('#modules/measure/console/pages/detail.tsx'), 'MeasurePage'),
  ),
  page(
    '/own-measures',
    lazyRouteComponent(() => import('#modules/measure/console/pages/own-list.tsx'), 'OwnMeasureListPage'),
  ),
  page(
    '/own-measures/$id',
    lazyRouteComponent(() => import('#modules/measure/console/pages/own.tsx'), 'OwnMeasurePage'),
  ),
  page(
    '/enforcement-cases',
    lazyRouteComponent(() => import('#modules/enforcement-case/console/pages/list.tsx'), 'PenaltyListPage'),
  ),
  page(
    '/enforcement-cases/register',
    lazyRouteComponent(() => import('#modules/enforcement-case/console/pages/register.tsx'), 'RegisterCluePage'),
  ),
  page(
    '/enforcement-cases/on-spot',
    lazyRouteComponent(() => import('#modules/enforcement-case/console/pages/on-spot.tsx'), 'OnSpotPage'),
  ),
  page(
    '/enforcement-cases/$id',
    lazyRouteComponent(() => import('#modules/enforcement-case/console/pages/detail.tsx'), 'PenaltyPage'),
  ),
  page(
    '/my-penalties',
    lazyRouteComponent(() => import('#modules/enforcement-case/console/pages/own-list.tsx'), 'OwnPenaltyListPage'),
  ),
  page(
    '/my-penalties/$id',
    lazyRouteComponent(() => import('#modules/enforcement-case/console/pages/own.tsx'), 'OwnPenaltyPage'),
  ),
  page(
    '/oversight',
    lazyRouteComponent(() => import('#modules/oversight/console/pages/list.tsx'), 'OversightListPage'),
  ),
  page(
    '/oversight/new',
    lazyRouteComponent(() => import('#modules/oversight/console/pages/new.tsx'), 'NewOversightPage'),
  ),
  page(
    '/oversight/findings',
    lazyRouteComponent(() => import('#modules/oversight/console/pages/findings.tsx'), 'FindingsPage'),
  ),
  page(
    '/oversight/figures',
    lazyRouteComponent(() => import('#modules/oversight/console/pages/figures.tsx'), 'OversightFiguresPage'),
  ),
  page(
    '/oversight/$id',
    lazyRouteComponent(() => import('#modules/oversight/console/pages/detail.tsx'), 'OversightPage'),
  ),
  page(
    '/cockpit',
    lazyRouteComponent(() => import('#modules/analysis/console/pages/cockpit.tsx'), 'CockpitPage'),
  ),
  page(
    '/field-records',
    lazyRouteComponent(() => import('#kernel/sync/console/pages/field-records.tsx'), 'FieldRecordsPage'),
  ),
  page(
    '/patrols',
    lazyRouteComponent(() => import('#modules/patrol/console/pages/due.tsx'), 'DuePage'),
  ),
  page(
    '/patrols/visit/$objectId',
    lazyRouteComponent(() => import('#modules/patrol/console/pages/visit.tsx'), 'VisitPage'),
  ),
  page(
    '/patrols/records',
    lazyRouteComponent(() => import('#modules/patrol/console/pages/records.tsx'), 'PatrolRecordsPage'),
  ),
  page(
    '/patrols/coverage',
    lazyRouteComponent(() => import('#modules/patrol/console/pages/coverage.tsx'), 'CoveragePage'),
  ),
  page(
    '/patrols/$id',
    lazyRouteComponent(() => import('#modules/patrol/console/pages/record.tsx'), 'PatrolPage'),
  ),
  page(
    '/check-items',
    lazyRouteComponent(() => import('#modules/check-item/console/pages/list.tsx'), 'CheckItemsPage'),
  ),
  page(
    '/check-items/import',
    lazyRouteComponent(() => import('#modules/check-item/console/pages/import.tsx'), 'ImportChecksPage'),
  ),
  page(
    '/check-items/$code',
    lazyRouteComponent(() => import('#modules/check-item/console/pages/detail.tsx'), 'CheckItemPage'),
  ),
  page(
    '/check-templates',
    lazyRouteComponent(() => import('#modules/check-item/console/pages/templates.tsx'), 'CheckTemplatesPage'),
  ),
  page(
    '/check-templates/new',
    lazyRouteComponent(() => import('#modules/check-item/console/pages/template.tsx'), 'NewCheckTemplatePage'),
  ),
  page(
    '/check-templates/$code',
    lazyRouteComponent(() => import('#modules/check-item/console/pages/template.tsx'), 'CheckTemplatePage'),
  ),
  page(
    '/inspection-plans',
    lazyRouteComponent(() => import('#modules/inspection/console/pages/plans.tsx'), 'InspectionPlansPage'),
  ),
  page(
    '/inspection-plans/new',
    lazyRouteComponent(() => import('#modules/inspection/console/pages/new-plan.tsx'), 'NewInspectionPlanPage'),
  ),
  page(
    '/inspection-plans/$id',
    lazyRouteComponent(() => import('#modules/inspection/console/pages/plan.tsx'), 'InspectionPlanPage'),
  ),
  page(
    '/inspections',
    lazyRouteComponent(() => import('#modules/inspection/console/pages/inspections.tsx'), 'InspectionsPage'),
  ),
  page(
    '/inspections/new',
    lazyRouteComponent(() => import('#modules/inspection/console/pages/new-inspection.tsx'), 'NewInspectionPage'),
  ),
  page(
    '/inspections/figures',
    lazyRouteComponent(
      () => import('#modules/inspection/console/pages/inspection-figures.tsx'),
      'InspectionFiguresPage',
    ),
  ),
  page(
    '/inspections/$id',
    lazyRouteComponent(() => import('#modules/inspection/console/pages/inspection.tsx'), 'InspectionPage'),
  ),
  page(
    '/inspections/$id/site',
    lazyRouteComponent(() => import('#modules/inspection/console/pages/site.tsx'), 'InspectionSitePage'),
  ),
  page(
    '/own-inspections',
    lazyRouteComponent(() => import('#modules/inspection/console/pages/own-inspections.tsx'), 'OwnInspectionsPage'),
  ),
  page(
    '/officers',
    lazyRouteComponent(() => import('#modules/officer/console/pages/officers.tsx'), 'OfficersPage'),
  ),
  page(
    '/archive-waiting',
    lazyRouteComponent(() => import('#modules/archive/console/pages/waiting.tsx'), 'ArchiveWaitingPage'),
  ),
  page(
    '/archive-volumes',
    lazyRouteComponent(() => import('#modules/archive/console/pages/volumes.tsx'), 'ArchiveVolumesPage'),
  ),
  page(
    '/archive-volumes/$id',
    lazyRouteComponent(() => import('#modules/archive/console/pages/volume.tsx'), 'ArchiveVolumePage'),
  ),
  page(
    '/archive-loans',
    lazyRouteComponent(() => import('#modules/archive/console/pages/loans.tsx'), 'ArchiveLoansPage'),
  ),
  page(
    '/archive-settings',
    lazyRouteComponent(() => import('#modules/archive/console/pages/settings.tsx'), 'ArchiveSettingsPage'),
  ),
  page(
    '/legal-documents',
    lazyRouteComponent(() => import('#modules/legal-document/console/pages/list.tsx'), 'LegalDocumentListPage'),
  ),
  page(
    '/legal-documents/new',
    lazyRouteComponent(() => import('#modules/legal-document/console/pages/new.tsx'), 'NewLegalDocumentPage'),
  ),
  page(
    '/legal-documents/$id',
    lazyRouteComponent(() => import('#modules/legal-document/console/pages/detail.tsx'), 'LegalDocumentPage'),
  ),
  page(
    '/legal-templates',
    lazyRouteComponent(() => import('#modules/legal-document/console/pages/templates.tsx'), 'LegalTemplatesPage'),
  ),
  page(
    '/legal-templates/$key',
    lazyRouteComponent(() => import('#modules/legal-document/console/pages/template.tsx'), 'LegalTemplatePage'),
  ),
  page(
    '/legal-agency',
    lazyRouteComponent(() => import('#modules/legal-document/console/pages/agency.tsx'), 'LegalAgencyPage'),
  ),
  page(
    '/draws',
    lazyRouteComponent(() => import('#modules/inspection/console/pages/draws.tsx'), 'DrawsPage'),
  ),
  page(
    '/draws/new',
    lazyRouteComponent(() => import('#modules/inspection/console/pages/new-draw.tsx'), 'NewDrawPage'),
  ),
  page(
    '/draws/$id',
    lazyRouteComponent(() => import('#modules/inspection/console/pages/draw.tsx'), 'DrawPage'),
  ),
  page(
    '/circular',
    lazyRouteComponent(() => import('#modules/analysis/console/pages/circular.tsx'), 'CircularPage'),
  ),
  page(
    '/reports',
    lazyRouteComponent(() => import('#modules/analysis/console/pages/reports.tsx'), 'ReportsPage'),
  ),
  page(
    '/reports/$id',
    lazyRouteComponent(() => import('#modules/analysis/console/pages/report.tsx'), 'ReportPage'),
  ),
  page(
    '/report-templates/new',
    lazyRouteComponent(() => import('#modules/analysis/console/pages/report-template.tsx'), 'NewReportTemplatePage'),
  ),
  page(
    '/report-templates/$id',
    lazyRouteComponent(() => import('#modules/analysis/console/pages/report-template.tsx'), 'ReportTemplatePage'),
  ),
  page(
    '/rankings',
    lazyRouteComponent(() => import('#modules/analysis/console/pages/rankings.tsx'), 'RankingsPage'),
  ),
  page(
    '/insight',
    lazyRouteComponent(() => import('#modules/insight/console/pages/list.tsx'), 'InsightPage'),
  ),
  page(
    '/insight/model',
    lazyRouteComponent(() => import('#modules/insight/console/pages/model.tsx'), 'InsightModelPage'),
  ),
  page(
    '/insight/forecast',
    lazyRouteComponent(() => import('#modules/insight/console/pages/forecast.tsx'), 'InsightForecastPage'),
  ),
  page(
    '/insight/$id',
    lazyRouteComponent(() => import('#modules/insight/console/pages/detail.tsx'), 'InsightFindingPage'),
  ),
  page(
    '/analysis',
    lazyRouteComponent(() => import('./pages/analysis.tsx'), 'Analysis'),
  ),
  page(
    '/reconciliations',
    lazyRouteComponent(() => import('#modules/reconciliation/console/pages/list.tsx'), 'ReconciliationsPage'),
  ),
  page(
    '/reconciliations/$id',
    lazyRouteComponent(() => import('#modules/reconciliation/console/pages/detail.tsx'), 'ReconciliationPage'),
  ),
  page(
    '/indicator-checks',
    lazyRouteComponent(() => import('#kernel/indicators/console/pages/checks.tsx'), 'ChecksPage'),
  ),
  page(
    '/indicators',
    lazyRouteComponent(() => import('#kernel/indicators/console/pages/dictionary.tsx'), 'DictionaryPage'),
  ),
  page(
    '/indicators/$code',
    lazyRouteComponent(() => import('./pages/indicator.tsx'), 'IndicatorPage'),
  ),
  page(
    '/me/api-keys',
    lazyRouteComponent(() => import('#kernel/identity/console/pages/api-keys.tsx'), 'ApiKeysPage'),
  ),
]

/** Every address of the console. Each page is its own chunk. */
export const router = createRouter({
  routeTree: root.addChildren([signIn, drawCheck, documentCheck, plate, penalties, shell.addChildren(pages)]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => (
    <div className="ag-page">
      <ProblemPanel whole error={error} retry={reset} />
    </div>
  ),
})

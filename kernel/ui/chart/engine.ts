import { BarChart, HeatmapChart } from 'echarts/charts'
import { GridComponent, VisualMapComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

// Only what our pages draw: the whole library would weigh three times as much.
use([BarChart, HeatmapChart, GridComponent, VisualMapComponent, CanvasRenderer])

export { init }

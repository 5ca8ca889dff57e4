// Builds what runs in browsers. The console is built last, since it writes down what everything was built from.
import path from 'node:path'
import { ownNode, root, runOrExit } from './steps.mjs'

const vite = path.join(root, 'node_modules/vite/bin/vite.js')
for (const app of ['field', 'console'])
  runOrExit(ownNode(), [vite, 'build', '--config', `apps/${app}/vite.config.ts`, '--logLevel', 'warn'])

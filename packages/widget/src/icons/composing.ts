import type { Icon } from './icon.ts'

export const sendIcon: Icon = { d: 'M10 16V4.5M5 9.3l5-4.8 5 4.8' }
export const stopIcon: Icon = {
  d: 'M7.5 6h5a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1 -1.5 1.5h-5a1.5 1.5 0 0 1 -1.5 -1.5v-5a1.5 1.5 0 0 1 1.5 -1.5z',
  look: 'solid',
}

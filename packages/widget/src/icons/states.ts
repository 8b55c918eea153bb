import type { Icon } from './icon.ts'

export const clockIcon: Icon = { d: 'M3.3 10a6.7 6.7 0 1 0 13.4 0a6.7 6.7 0 1 0 -13.4 0zM10 6.3V10l2.5 1.6' }
export const alertIcon: Icon = {
  d: 'M10 7.6v3.3M10 13.5h0M8.7 3.9a1.5 1.5 0 0 1 2.6 0l5.6 9.9a1.5 1.5 0 0 1-1.3 2.2H4.4a1.5 1.5 0 0 1-1.3-2.2z',
}

import type { Icon } from './icon.ts'

export const newThreadIcon: Icon = {
  d: 'M16 11v3a2.5 2.5 0 0 1-2.5 2.5H6A2.5 2.5 0 0 1 3.5 14V6.5A2.5 2.5 0 0 1 6 4h3M14.7 3.4a1.55 1.55 0 0 1 2.2 2.2L10.8 11.7l-2.8.6.6-2.8z',
}
export const archiveIcon: Icon = {
  d: 'M4 4h12a1 1 0 0 1 1 1v1.5a1 1 0 0 1 -1 1h-12a1 1 0 0 1 -1 -1v-1.5a1 1 0 0 1 1 -1zM4.5 7.5V14a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2V7.5M8.2 10.8h3.6',
}

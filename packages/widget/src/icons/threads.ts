import type { Icon } from './icon.ts'

export const newThreadIcon: Icon = {
  d: 'M16 11v3a2.5 2.5 0 0 1-2.5 2.5H6A2.5 2.5 0 0 1 3.5 14V6.5A2.5 2.5 0 0 1 6 4h3M14.7 3.4a1.55 1.55 0 0 1 2.2 2.2L10.8 11.7l-2.8.6.6-2.8z',
}
export const pinIcon: Icon = { d: 'M7 3.5h6l-.6 5L15 11.5H5l2.6-3zM10 11.5V17' }
export const unpinIcon: Icon = { d: 'M7 3.5h6l-.6 5L15 11.5h-3.5M8 11.5H5l2.3-2.7M10 11.5V17M3.5 3.5l13 13' }
export const archiveIcon: Icon = {
  d: 'M4 4h12a1 1 0 0 1 1 1v1.5a1 1 0 0 1 -1 1h-12a1 1 0 0 1 -1 -1v-1.5a1 1 0 0 1 1 -1zM4.5 7.5V14a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2V7.5M8.2 10.8h3.6',
}
export const restoreIcon: Icon = {
  d: 'M4.5 7.5V14a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2V7.5M3 4h14v3.5H3zM10 14V9.8M8 11.6l2-2 2 2',
}
export const deleteIcon: Icon = {
  d: 'M3.8 5.7h12.4M7.8 5.7V4.5a1 1 0 0 1 1-1h2.4a1 1 0 0 1 1 1v1.2M5.3 5.7l.6 9.4a1.5 1.5 0 0 0 1.5 1.4h5.2a1.5 1.5 0 0 0 1.5-1.4l.6-9.4',
}
export const exportIcon: Icon = { d: 'M10 3.5v9M6.2 8.9L10 12.7l3.8-3.8M4 16.3h12' }

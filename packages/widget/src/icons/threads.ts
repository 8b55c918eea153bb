import type { Icon } from './icon.ts'

export const pinIcon: Icon = { d: 'M7 3.5h6l-.6 5L15 11.5H5l2.6-3zM10 11.5V17' }
export const unpinIcon: Icon = { d: 'M7 3.5h6l-.6 5L15 11.5h-3.5M8 11.5H5l2.3-2.7M10 11.5V17M3.5 3.5l13 13' }
export const restoreIcon: Icon = {
  d: 'M4.5 7.5V14a2 2 0 0 0 2 2h7a2 2 0 0 0 2-2V7.5M3 4h14v3.5H3zM10 14V9.8M8 11.6l2-2 2 2',
}
export const deleteIcon: Icon = {
  d: 'M3.8 5.7h12.4M7.8 5.7V4.5a1 1 0 0 1 1-1h2.4a1 1 0 0 1 1 1v1.2M5.3 5.7l.6 9.4a1.5 1.5 0 0 0 1.5 1.4h5.2a1.5 1.5 0 0 0 1.5-1.4l.6-9.4',
}
export const exportIcon: Icon = { d: 'M10 3.5v9M6.2 8.9L10 12.7l3.8-3.8M4 16.3h12' }
export const printIcon: Icon = {
  d: 'M6.3 7V3.5h7.4V7M6.3 13.5H4.8A1.8 1.8 0 0 1 3 11.7V8.8A1.8 1.8 0 0 1 4.8 7h10.4A1.8 1.8 0 0 1 17 8.8v2.9a1.8 1.8 0 0 1-1.8 1.8h-1.5M6.3 11.3h7.4v5.2H6.3z',
}
export const peopleIcon: Icon = {
  d: 'M4.8 7.2a2.8 2.8 0 1 1 5.6 0a2.8 2.8 0 1 1 -5.6 0M2.8 16c.3-2.9 2-4.4 4.8-4.4s4.5 1.5 4.8 4.4M12.6 4.6a2.8 2.8 0 0 1 0 5.2M14.4 12c1.7.6 2.6 1.9 2.8 4',
}
export const searchIcon: Icon = { d: 'M9 3.8a5.2 5.2 0 1 1 0 10.4a5.2 5.2 0 1 1 0 -10.4M13 13l3.6 3.6' }

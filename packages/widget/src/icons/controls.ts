import type { Icon } from './icon.ts'

export const closeIcon: Icon = { d: 'M5.5 5.5l9 9M14.5 5.5l-9 9' }
export const moreIcon: Icon = { d: 'M4.8 10h0M10 10h0M15.2 10h0', look: 'dots' }
export const upIcon: Icon = { d: 'M5.5 12.5L10 8l4.5 4.5' }
export const previousIcon: Icon = { d: 'M12 5.5L7.5 10l4.5 4.5', mirrored: true }
export const nextIcon: Icon = { d: 'M8 5.5l4.5 4.5L8 14.5', mirrored: true }
export const arrowIcon: Icon = { d: 'M4.3 10h11.4M11 5.3L15.7 10 11 14.7', mirrored: true }
export const latestIcon: Icon = { d: 'M10 4.3v11.4M5.3 11L10 15.7 14.7 11' }
export const checkIcon: Icon = { d: 'M4.5 10.5l3.8 3.8 7.2-8.3' }
export const searchIcon: Icon = { d: 'M3.8 9a5.2 5.2 0 1 0 10.4 0a5.2 5.2 0 1 0 -10.4 0zM13 13l3.6 3.6' }
export const sidebarIcon: Icon = {
  d: 'M5.5 4h9a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1 -2.5 2.5h-9a2.5 2.5 0 0 1 -2.5 -2.5v-7a2.5 2.5 0 0 1 2.5 -2.5zM8 4v12',
  mirrored: true,
}
export const externalIcon: Icon = {
  d: 'M8.5 4.8H6A1.8 1.8 0 0 0 4.2 6.6V14A1.8 1.8 0 0 0 6 15.8h7.4a1.8 1.8 0 0 0 1.8-1.8v-2.5M11.5 4h4.5v4.5M16 4l-6.5 6.5',
}
export const expandIcon: Icon = { d: 'M11.8 4H16v4.2M8.2 16H4v-4.2M16 4l-4.7 4.7M4 16l4.7-4.7' }
export const shrinkIcon: Icon = { d: 'M16.3 8.2h-4.5V3.7M3.7 11.8h4.5v4.5M11.8 8.2L16.5 3.5M8.2 11.8l-4.7 4.7' }
export const shortcutsIcon: Icon = {
  d: 'M4.5 5h11a2 2 0 0 1 2 2v6a2 2 0 0 1 -2 2h-11a2 2 0 0 1 -2 -2v-6a2 2 0 0 1 2 -2zM5.8 8.3h0M9 8.3h0M12.2 8.3h0M7 12h6',
}

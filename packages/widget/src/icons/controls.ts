import type { Icon } from './icon.ts'

export const closeIcon: Icon = { d: 'M5.5 5.5l9 9M14.5 5.5l-9 9' }
export const moreIcon: Icon = { d: 'M4.8 10h0M10 10h0M15.2 10h0', look: 'dots' }
export const previousIcon: Icon = { d: 'M12 5.5L7.5 10l4.5 4.5', mirrored: true }
export const nextIcon: Icon = { d: 'M8 5.5l4.5 4.5L8 14.5', mirrored: true }
export const arrowIcon: Icon = { d: 'M4.3 10h11.4M11 5.3L15.7 10 11 14.7', mirrored: true }
export const latestIcon: Icon = { d: 'M10 4.3v11.4M5.3 11L10 15.7 14.7 11' }
export const sidebarIcon: Icon = {
  d: 'M5.5 4h9a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1 -2.5 2.5h-9a2.5 2.5 0 0 1 -2.5 -2.5v-7a2.5 2.5 0 0 1 2.5 -2.5zM8 4v12',
  mirrored: true,
}

import type { Icon } from './icon.ts'

export const sendIcon: Icon = { d: 'M10 16V4.5M5 9.3l5-4.8 5 4.8' }
export const stopIcon: Icon = {
  d: 'M7.5 6h5a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1 -1.5 1.5h-5a1.5 1.5 0 0 1 -1.5 -1.5v-5a1.5 1.5 0 0 1 1.5 -1.5z',
  look: 'solid',
}
export const attachIcon: Icon = {
  d: 'M16 9.5l-6.2 6.2a3.9 3.9 0 0 1-5.5-5.5l6.4-6.4a2.6 2.6 0 0 1 3.7 3.7L8 13.9a1.3 1.3 0 0 1-1.9-1.9l5.7-5.6',
}
export const fileIcon: Icon = {
  d: 'M11.5 3H6.7a1.7 1.7 0 0 0-1.7 1.7v10.6A1.7 1.7 0 0 0 6.7 17h6.6a1.7 1.7 0 0 0 1.7-1.7V6.5zM11.5 3v3.5H15',
}
export const imageIcon: Icon = {
  d: 'M5.5 4h9a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1 -2.5 2.5h-9a2.5 2.5 0 0 1 -2.5 -2.5v-7a2.5 2.5 0 0 1 2.5 -2.5zM6.1 8a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0 -2.4 0zM3.5 14.3l4-3.6 2.6 2.3 2.9-2.8 3.7 3.4',
}
export const quoteIcon: Icon = { d: 'M4 5.5h12M4 10h7M4 14.5h4M12.5 14.5l2-2.2 2 2.2', mirrored: true }

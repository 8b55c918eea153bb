import type { Icon } from './icon.ts'

export const copyIcon: Icon = {
  d: 'M9.2 7.2h5.3a2 2 0 0 1 2 2v5.3a2 2 0 0 1 -2 2h-5.3a2 2 0 0 1 -2 -2v-5.3a2 2 0 0 1 2 -2zM12.8 4.7a1.7 1.7 0 0 0-1.6-1.2H5.5a2 2 0 0 0-2 2v5.7c0 .8.5 1.4 1.2 1.6',
}
export const againIcon: Icon = { d: 'M16 10.3a6 6 0 1 1-1.9-4.6L16 7.5M16 3.9v3.6h-3.6', mirrored: true }
export const goodIcon: Icon = {
  d: 'M6.5 9l3-5.7c1.3 0 2.1 1.1 1.8 2.3L10.8 8h3.7a1.7 1.7 0 0 1 1.7 2l-.9 4.8a1.7 1.7 0 0 1-1.7 1.4H6.5zM6.5 9H4.3a.8.8 0 0 0-.8.8v5.6c0 .4.4.8.8.8h2.2',
}
export const badIcon: Icon = {
  d: 'M13.5 11l-3 5.7c-1.3 0-2.1-1.1-1.8-2.3l.5-2.4H5.5a1.7 1.7 0 0 1-1.7-2l.9-4.8a1.7 1.7 0 0 1 1.7-1.4h7.1zM13.5 11h2.2c.4 0 .8-.4.8-.8V4.6a.8.8 0 0 0-.8-.8h-2.2',
}
export const editIcon: Icon = { d: 'M13.2 4a1.85 1.85 0 0 1 2.7 2.7L7 15.5l-3.3.8.8-3.3z' }
export const historyIcon: Icon = { d: 'M4 10a6 6 0 1 0 1.9-4.4L4 7.4M4 3.9v3.5h3.5M10 6.8V10l2.2 1.4', mirrored: true }
export const wrapIcon: Icon = {
  d: 'M3.5 5.5h13M3.5 10h10.3a2.6 2.6 0 0 1 0 5.2h-2.6M13 13.3l-1.9 1.9 1.9 1.9M3.5 14.5h4',
}
export const toolIcon: Icon = {
  d: 'M5.5 4h9a2.5 2.5 0 0 1 2.5 2.5v7a2.5 2.5 0 0 1 -2.5 2.5h-9a2.5 2.5 0 0 1 -2.5 -2.5v-7a2.5 2.5 0 0 1 2.5 -2.5zM6.5 8.2l2 1.9-2 1.9M10.8 12.5h2.7',
}
export const quoteIcon: Icon = {
  d: 'M4 5.5v9M8 6.5h8M8 10h8M8 13.5h5',
  mirrored: true,
}
export const linkIcon: Icon = {
  d: 'M8.5 11.5a2.8 2.8 0 0 0 4 0l2.7-2.7a2.8 2.8 0 0 0-4-4l-1 1M11.5 8.5a2.8 2.8 0 0 0-4 0l-2.7 2.7a2.8 2.8 0 0 0 4 4l1-1',
}

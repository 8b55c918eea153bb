import type { Icon } from './icon.ts'

export const soundIcon: Icon = {
  d: 'M10 3.4a4.4 4.4 0 0 1 4.4 4.4c0 3.4 1.2 4.6 1.8 5.4H3.8c.6-.8 1.8-2 1.8-5.4A4.4 4.4 0 0 1 10 3.4zM8.3 15.8a1.8 1.8 0 0 0 3.4 0',
}
export const titleIcon: Icon = { d: 'M3.5 15.5v-9a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v9zM3.5 8.2h13M6 6.4h2.5' }
export const keysIcon: Icon = {
  d: 'M4.5 5.5h11a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 13V7a1.5 1.5 0 0 1 1.5-1.5zM6 8.7h0M8.7 8.7h0M11.3 8.7h0M14 8.7h0M7.5 11.6h5',
}

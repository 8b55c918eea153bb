import type { Icon } from './icon.ts'

export const infoIcon: Icon = { d: 'M3.3 10a6.7 6.7 0 1 0 13.4 0a6.7 6.7 0 1 0 -13.4 0zM10 9.4v4M10 6.7h0' }
export const blockedIcon: Icon = {
  d: 'M10 3l5.7 2v4.6c0 3.4-2.3 5.9-5.7 7.4-3.4-1.5-5.7-4-5.7-7.4V5zM7.7 7.8l4.6 4.6M12.3 7.8l-4.6 4.6',
}
export const offlineIcon: Icon = {
  d: 'M3.5 3.5l13 13M3.3 8.3a10 10 0 0 1 3-1.9M9.9 5.3c2.6 0 4.9 1.1 6.8 3M6 11.3a6 6 0 0 1 2.8-1.5M12.8 10.5c.5.2.9.5 1.3.8M10 14.7h0',
}

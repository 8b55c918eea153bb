import type { Icon } from './icon.ts'

export const chatIcon: Icon = {
  d: 'M10 3.4c4.1 0 7.2 2.6 7.2 6.1s-3.1 6.1-7.2 6.1c-.9 0-1.8-.1-2.6-.4L3.7 16.6l.9-3.1C3.5 12.4 2.8 11 2.8 9.5c0-3.5 3.1-6.1 7.2-6.1zM7 8.2h6M7 11h3.6',
}
export const downIcon: Icon = { d: 'M5.5 8l4.5 4.5L14.5 8' }

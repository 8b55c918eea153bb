import type { Icon, IconOptions } from './icon.ts'

/** The class names that the base sheet knows for an icon. */
export function iconClass(drawing: Icon, options: IconOptions): string {
  const names = [options.small && 's', options.chevron && 'chev', drawing.mirrored && 'flip', drawing.look]
  return names.filter(Boolean).join(' ')
}

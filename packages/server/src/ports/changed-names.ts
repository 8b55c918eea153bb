import type { AdminProject } from '@chat-view/protocol'

const differ = (before: object, after: object, prefix = ''): string[] => {
  const former = new Map(Object.entries(before))
  return Object.entries(after)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(former.get(name)))
    .map(([name]) => prefix + name)
}

/** Names of what a change of a project changed, for the audit trail; the values are not for it (CV4). Null: nothing. */
export const changedNames = (before: AdminProject, after: AdminProject): string | null => {
  const { settings, version: _, ...own } = after
  return [...differ(before, own), ...differ(before.settings, settings, 'settings.')].join(' ') || null
}

const prefix = 'chat-view:been:'

/** Was this project's chat used on this device before? Where storage is blocked, nobody was (EM6). */
export function wasHere(project: string): boolean {
  try {
    return localStorage.getItem(prefix + project) !== null
  } catch {
    return false
  }
}

/** Remembers that this project's chat was used on this device. */
export function markVisit(project: string): void {
  try {
    localStorage.setItem(prefix + project, '1')
  } catch {
    // What cannot be kept is forgotten.
  }
}

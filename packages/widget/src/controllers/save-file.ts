/** Hands a text to the browser as a download. The name is cleaned of what file systems refuse. */
export function saveFile(name: string, type: string, text: string): void {
  saveBlob(name, new Blob([text], { type }))
}

/** Hands a file to the browser as a download, likewise. */
export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName(name)
  link.click()
  // The download has taken the address by the next task.
  setTimeout(() => URL.revokeObjectURL(address))
}

function fileName(name: string): string {
  const [, stem = name, ending = ''] = /^(.*?)(\.\w+)?$/s.exec(name) ?? []
  const clean = stem
    .replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, ' ')
    .trim()
    .slice(0, 80)
  return (clean || 'chat') + ending
}

import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** Given by the test: reports what the page's policy refused. */
    reportViolation(text: string): void
  }
}

/** Collects what a browser complains of on a page: errors, and violations of its policy. Begin before the page is loaded. */
export const collectComplaints = async (page: Page): Promise<readonly string[]> => {
  const complaints: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', error => complaints.push(`${error.name}: ${error.message}`))
  await page.exposeFunction('reportViolation', (text: string) => complaints.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      window.reportViolation(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`)
    })
  })
  return complaints
}

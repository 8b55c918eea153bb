/** Hears how tries of webhooks end; for metrics. */
export interface WebhookObserver {
  tried(outcome: 'delivered' | 'retried' | 'dead'): void
}

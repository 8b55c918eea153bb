// Pages that want Trusted Types take no bare address of a script, not even this one.
const policy = globalThis.trustedTypes?.createPolicy('chat-view-page', { createScriptURL: address => address })
const address = '/service-worker.js'

// Where it is refused, by a setting or a private window, the page goes on as it is.
navigator.serviceWorker?.register(policy?.createScriptURL(address) ?? address).catch(() => {})

/** What a browser wants to know to install a page of the chat as an app (W3C Web App Manifest). */
export const appManifest = (name: string, start: string, scope: string): object => ({
  id: start,
  name,
  short_name: name.slice(0, 12),
  start_url: start,
  scope,
  display: 'standalone',
  background_color: '#ffffff',
  theme_color: '#ffffff',
  icons: [
    { src: '/pages/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    { src: '/pages/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/pages/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/pages/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
})

declare let Component: (options: object) => unknown
declare const wrapComponent: (original: typeof Component) => typeof Component

// What a merchant writes in main.js of uni-app: its build moves every import, and so uni-app's own Component, above it.
Component = wrapComponent(Component)

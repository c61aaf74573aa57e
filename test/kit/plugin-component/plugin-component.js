// In the place of one of the plugin's components: it shows nothing, and a test dispatches its events.
Component({ properties: { cart: Object, expanded: Boolean, theme: String } })

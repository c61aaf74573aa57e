import { WxButton } from './button'
import { WxImage } from './image'
import { WxInput, WxTextarea } from './input'
import { WxNavigator } from './navigator'
import { WxRichText } from './rich-text'
import { WxScrollView } from './scroll-view'
import { WxSwitch } from './switch'

/** Gives behaviour to those built-in tags that are more than a box; the others need none. */
export const defineBuiltIns = () => {
  customElements.define('wx-button', WxButton)
  customElements.define('wx-image', WxImage)
  customElements.define('wx-input', WxInput)
  customElements.define('wx-textarea', WxTextarea)
  customElements.define('wx-navigator', WxNavigator)
  customElements.define('wx-rich-text', WxRichText)
  customElements.define('wx-scroll-view', WxScrollView)
  customElements.define('wx-switch', WxSwitch)
}

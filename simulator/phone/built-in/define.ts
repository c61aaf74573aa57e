import { WxIcon, WxImage, WxProgress, WxUndrawn, WxVideo } from './media'
import { WxCheckbox, WxCheckboxGroup, WxRadio, WxRadioGroup, WxSlider, WxSwitch } from './controls'
import { WxButton, WxForm, WxInput, WxLabel, WxTextarea } from './form'
import { WxMovableView, WxScrollView } from './scrolling'
import { WxNavigator } from './navigator'
import { WxPicker } from './picker'
import { WxPickerView, WxPickerViewColumn } from './picker-view'
import { WxRichText } from './rich-text'
import { WxSwiper } from './swiper'

const TAGS: Readonly<Record<string, CustomElementConstructor>> = {
  button: WxButton,
  checkbox: WxCheckbox,
  'checkbox-group': WxCheckboxGroup,
  'cover-image': class extends WxImage {},
  form: WxForm,
  icon: WxIcon,
  image: WxImage,
  input: WxInput,
  label: WxLabel,
  'movable-view': WxMovableView,
  navigator: WxNavigator,
  picker: WxPicker,
  'picker-view': WxPickerView,
  'picker-view-column': WxPickerViewColumn,
  progress: WxProgress,
  radio: WxRadio,
  'radio-group': WxRadioGroup,
  'rich-text': WxRichText,
  'scroll-view': WxScrollView,
  slider: WxSlider,
  swiper: WxSwiper,
  switch: WxSwitch,
  textarea: WxTextarea,
  video: WxVideo,
}

/** Their content is WeChat's own: a map, another web page, a camera, an advertisement. */
const UNDRAWN_TAGS = [
  'ad',
  'ad-custom',
  'audio',
  'camera',
  'canvas',
  'editor',
  'live-player',
  'live-pusher',
  'map',
  'official-account',
  'open-data',
  'web-view',
] as const

/** Gives behaviour to those built-in tags that are more than a box; the others need none. */
export const defineBuiltIns = () => {
  for (const [tag, element] of Object.entries(TAGS)) customElements.define(`wx-${tag}`, element)
  for (const tag of UNDRAWN_TAGS) customElements.define(`wx-${tag}`, class extends WxUndrawn {})
}

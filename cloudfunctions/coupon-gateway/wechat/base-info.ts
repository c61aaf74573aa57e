import { boolean, type InferOutput, optional, picklist } from 'valibot'
import { DateInfo } from './date-info'
import { listed } from './listed'
import { locationIds } from './location-ids'
import { reviewed } from './reviewed'
import { unsignedInt } from './unsigned-int'
import { upToBytes } from './up-to-bytes'

// The colours of WeChat's palette; the table's string(3072) says only how they are stored.
const COLOURS = '010 020 030 040 050 060 070 080 081 082 090 100 101 102'
const colour = picklist(COLOURS.split(' ').map((code) => `Color${code}`))

// The table says string(16), which its own values exceed (CODE_TYPE_BARCODE has 17): the values are the rule.
const codeType = picklist([
  'CODE_TYPE_TEXT',
  'CODE_TYPE_BARCODE',
  'CODE_TYPE_QRCODE',
  'CODE_TYPE_ONLY_QRCODE',
  'CODE_TYPE_ONLY_BARCODE',
])

/**
 * The table's rows inside `base_info`, the same for all card types; `reviewed` is its column 是否提审.
 * Source: WeChat 管理卡券, 更改卡券信息, base_info.
 */
export const BaseInfo = listed(
  {
    logo_url: reviewed(upToBytes(128)),
    notice: reviewed(upToBytes(48)),
    description: reviewed(upToBytes(3072)),
    color: reviewed(colour),
    service_phone: optional(upToBytes(24)),
    location_id_list: optional(locationIds),
    center_title: optional(upToBytes(18)),
    center_sub_title: optional(upToBytes(24)),
    center_url: optional(upToBytes(128)),
    custom_url_name: optional(upToBytes(16)),
    custom_url: optional(upToBytes(128)),
    custom_url_sub_title: optional(upToBytes(18)),
    promotion_url_name: optional(upToBytes(16)),
    promotion_url: optional(upToBytes(128)),
    promotion_url_sub_title: optional(upToBytes(18)),
    code_type: optional(codeType),
    get_limit: optional(unsignedInt('a whole number of cards')),
    can_share: optional(boolean()),
    can_give_friend: optional(boolean()),
    date_info: optional(DateInfo),
  },
  'base_info',
)
export type BaseInfo = InferOutput<typeof BaseInfo>

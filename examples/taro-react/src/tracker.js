// Imported first of all: Taro's pages call the global constructor, so it is wrapped here, once.
export const tracker = requirePlugin('coupon-tracker')
// eslint-disable-next-line no-global-assign
Page = tracker.wrapPage(Page)

// Imported first of all: uni-app's pages call the global constructor, so it is wrapped here, once.
export const tracker = requirePlugin('coupon-tracker')
// eslint-disable-next-line no-global-assign
Component = tracker.wrapComponent(Component)

/** The tags that WeChat brings itself. In the DOM they carry the prefix `wx-`, as in WeChat's own. */
export const BUILT_IN_TAGS: ReadonlySet<string> = new Set(
  (
    'view text image button input textarea scroll-view swiper swiper-item icon navigator form label ' +
    'checkbox checkbox-group radio radio-group switch slider picker picker-view picker-view-column progress ' +
    'rich-text cover-view cover-image web-view page-meta page-container root-portal canvas video map ' +
    'movable-area movable-view match-media share-element navigation-bar'
  ).split(' '),
)

"use strict";const o=requirePlugin("coupon-tracker");Component=o.wrapComponent(Component),exports.tracker=o;
